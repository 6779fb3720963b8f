import { LnsimError } from "@lnsim/contracts";
import type { RunRequest, YamlText } from "@lnsim/simulator";
import * as Schema from "effect/Schema";
import type { Scalar } from "../point.ts";
import { axisForm, conditionsOf, groupFields, ScalarSchema } from "./axis-form.ts";
import type { ConstraintDraft } from "./check-constraint.ts";
import type { AxisDraft, PathDraft, SpaceDraft } from "./draft.ts";
import { checkSection, field, isTable, wrong, type Section, type SectionPlace } from "./fields.ts";
import { gathered } from "./place.ts";
import type { Sampling } from "./space.ts";

const text = field(Schema.String, "text");
const texts = field(Schema.Array(Schema.String), "a list of texts");
const table = field(Schema.Record(Schema.String, Schema.Unknown), "a table of keys and values");
const list = field(Schema.Array(Schema.Unknown), "a list");
const whole = (from: number) => field(Schema.Int.check(Schema.isGreaterThanOrEqualTo(from)), `a whole number from ${from}`);
const onOff = field(Schema.Union([Schema.Boolean, Schema.Literals(["on", "off"])]), "on or off");

/** The keys of a sweep file. */
const fileFields = {
  name: text,
  description: text,
  machine: text,
  trace: text,
  set: field(Schema.Record(Schema.String, ScalarSchema), "a table of paths, each with a value"),
  plugins: texts,
  run: table,
  axes: table,
  zip: list,
  seeds: field(Schema.NonEmptyArray(Schema.Int), "a list of whole numbers"),
  constraints: list,
  sample: field(Schema.Unknown, "grid, or a table with random or latin"),
};

/** How points are run: what `lnsim run` has as flags. */
const runFields = {
  batch: whole(1),
  steps: whole(1),
  seed: whole(0),
  numerics: onOff,
  timing: onOff,
  passes: texts,
  mapping: text,
  data: text,
};

const constraintFields = { require: text, most: text, because: text };
const sampleFields = { random: whole(1), latin: whole(1), seed: whole(0) };

/** Where a draft is from. */
export interface DraftSource {
  /** What the sweep is called unless it says so itself. */
  readonly name: string;
  readonly folder: string;
}

/** What a sweep file says. @throws {LnsimError} with line and column, or an AggregateError of them. */
export function draftOf({ given, locate }: YamlText, { name, folder }: DraftSource): SpaceDraft {
  const placeOf = (path: readonly string[]): string => (path.length === 0 ? locate(path) : `${path.join(".")} in ${locate(path)}`);
  const file = checkSection(fileFields, given ?? {}, { what: "a sweep", path: [], placeOf });
  const at = (...path: readonly string[]): SectionPlace => ({ what: path[0]!, path, placeOf });
  const [[axes], [constraints], [sampling], [run]] = [
    [axesOf(file, at)],
    [gathered((file.constraints ?? []).map((each, i) => () => constraintOf(each, at("constraints", String(i)))))],
    [samplingOf(file.sample, at("sample"))],
    [checkSection(runFields, file.run ?? {}, at("run"))],
  ] as const;
  const base = baseOf(file, run, { folder, axes, placeOf });
  return { name: file.name ?? name, description: file.description ?? "", base, axes, constraints, sampling, basePlace: placeOf(file.set === undefined ? ["machine"] : ["set"]) };
}

type At = (...path: readonly string[]) => SectionPlace;
type File = Section<typeof fileFields>;

function axesOf({ axes = {}, zip = [], seeds }: File, at: At): readonly AxisDraft[] {
  const single = Object.entries(axes).map(([path, given]) => () => axisOf(path, given, at("axes", path)));
  const groups = zip.map((given, i) => () => groupOf(given, at("zip", String(i))));
  const drawn = seeds === undefined ? [] : [() => axisOf("seed", seeds, at("seeds"))];
  return gathered([...single, ...groups, ...drawn]);
}

function axisOf(path: string, given: unknown, place: SectionPlace): AxisDraft {
  const member = memberOf(path, given, place);
  return { members: [member], when: member.form.when, place: member.place };
}

function memberOf(path: string, given: unknown, place: SectionPlace): PathDraft {
  return { path, form: axisForm(given, { ...place, what: "an axis" }), place: place.placeOf(place.path) };
}

function groupOf(given: unknown, { path, placeOf }: SectionPlace): AxisDraft {
  const place = placeOf(path);
  if (!isTable(given) || Object.keys(given).length === 0) throw wrong(given, "a table of paths, each with a list of values", place);
  const { when: condition, ...members } = given;
  const { when } = checkSection(groupFields, condition === undefined ? {} : { when: condition }, { what: "a group", path, placeOf });
  const drafts = gathered(Object.entries(members).map(([key, each]) => () => memberOf(key, each, { what: "an axis", path: [...path, key], placeOf })));
  const conditional = drafts.find(({ form }) => form.when.length > 0);
  if (conditional !== undefined) throw wrong("when on one axis of a group", "when beside the axes, for the whole group", conditional.place);
  return { members: drafts, when: conditionsOf(when), place };
}

function constraintOf(given: unknown, { path, placeOf }: SectionPlace): ConstraintDraft {
  const place = placeOf(path);
  const { require, most, because } = checkSection(constraintFields, given, { what: "a constraint", path, placeOf });
  const kind = most === undefined ? "require" : "most";
  const written = most ?? require;
  if (written === undefined || (require !== undefined && most !== undefined)) throw wrong(given, "either require, the condition that points fulfil, or most, what they have the most of", place);
  if (because === undefined) throw wrong(undefined, "because, the reason of the constraint", place);
  return { kind, text: written, because, place: placeOf([...path, kind]) };
}

function samplingOf(given: unknown, place: SectionPlace): Sampling {
  if (given === undefined || given === "grid") return { kind: "grid" };
  const where = place.placeOf(place.path);
  if (!isTable(given)) throw wrong(given, "grid, or a table with random or latin, the number of points", where);
  const { random, latin, seed = 1 } = checkSection(sampleFields, given, { ...place, what: "a sample" });
  if ((random === undefined) === (latin === undefined)) throw wrong(given, "either random or latin, the number of points", where);
  return random !== undefined ? { kind: "random", count: random, seed } : { kind: "latin", count: latin!, seed };
}

interface BaseContext {
  readonly folder: string;
  readonly axes: readonly AxisDraft[];
  readonly placeOf: (path: readonly string[]) => string;
}

function baseOf({ machine, trace, set = {}, plugins }: File, run: Section<typeof runFields>, { folder, axes, placeOf }: BaseContext): RunRequest {
  const { numerics, timing, ...rest } = run;
  const isOn = (value: boolean | "on" | "off"): boolean => value === true || value === "on";
  return {
    machine: machine ?? firstOf("machine", axes, placeOf),
    trace: trace ?? firstOf("trace", axes, placeOf),
    folder,
    ...(plugins !== undefined && { plugins }),
    ...(Object.keys(set).length > 0 && { set: Object.entries(set).map(([path, value]) => `${path}=${value}`) }),
    ...rest,
    ...(numerics !== undefined && { numerics: isOn(numerics) }),
    ...(timing !== undefined && { timing: isOn(timing) }),
  };
}

/** Where an axis gives the machine or the trace, its first value stands for what is common to all points. */
function firstOf(path: "machine" | "trace", axes: readonly AxisDraft[], placeOf: BaseContext["placeOf"]): string {
  const member = axes.flatMap(({ members }) => members).find((each) => each.path === path);
  const first: Scalar | object | undefined = member?.form.parts[0];
  if (typeof first === "string") return first;
  throw new LnsimError({
    code: "missing-value",
    message: `the sweep does not say which ${path} points run on`,
    path: placeOf([]),
    expected: `${path}: NAME, or an axis ${path}`,
  });
}

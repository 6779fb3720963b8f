import { LnsimError } from "@lnsim/contracts";
import * as Schema from "effect/Schema";
import type { Scalar } from "../point.ts";
import { evenly, isRange, mostLevels, parseRange, rangeValues, type Range } from "./axis-range.ts";
import { checkSection, field, isTable, wrong, type SectionPlace } from "./fields.ts";
import { placed } from "./place.ts";
import type { Condition } from "./space.ts";

/** The values of an axis as they are written: single ones, and ranges whose values depend on what the path takes. */
export interface AxisForm {
  readonly parts: readonly (Scalar | Range)[];
  readonly when: readonly Condition[];
}

export const ScalarSchema = Schema.Union([Schema.Finite, Schema.String, Schema.Boolean]);
const listed = "a value or a list of them";
const conditions = field(Schema.Record(Schema.String, Schema.Union([ScalarSchema, Schema.Array(ScalarSchema)])), "a table of paths, each with a value or a list of them");

const fields = {
  values: field(Schema.Union([ScalarSchema, Schema.Array(ScalarSchema)]), listed),
  from: field(Schema.Finite, "a number"),
  to: field(Schema.Finite, "a number"),
  step: field(Schema.Finite, "a number"),
  factor: field(Schema.Finite, "a number"),
  count: field(Schema.Int, "a whole number"),
  scale: field(Schema.Literals(["linear", "log"]), "linear or log"),
  when: conditions,
};

/** The fields that a group of axes has beside its paths. */
export const groupFields = { when: conditions };

/** Reads an axis: a value, a range, a list of both, or a table with `values`, or with `from` and `to`, and `when`. @throws {LnsimError} */
export function axisForm(given: unknown, place: SectionPlace): AxisForm {
  if (!isTable(given)) return { parts: partsOf(given, place), when: [] };
  const { when, values, ...range } = checkSection(fields, given, place);
  const isListed = values !== undefined;
  if (isListed && Object.keys(range).length > 0) throw wrong(Object.keys(given).join(", "), "either values, or from and to", place.placeOf(place.path));
  return { parts: isListed ? partsOf(values, place) : [rangeOf(range, place)], when: conditionsOf(when) };
}

/** The conditions of an axis. */
export function conditionsOf(when: { readonly [path: string]: Scalar | readonly Scalar[] } = {}): readonly Condition[] {
  return Object.entries(when).map(([path, values]) => ({ path, values: typeof values === "object" ? values : [values] }));
}

function partsOf(given: unknown, { path, placeOf }: SectionPlace): readonly (Scalar | Range)[] {
  const values = Array.isArray(given) ? given : [given as unknown];
  if (values.length === 0) throw wrong("an empty list", "at least one value", placeOf(path));
  return values.map((value: unknown): Scalar | Range => {
    const isScalar = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
    if (!isScalar) throw wrong(value, `${listed}: numbers, texts, true and false`, placeOf(path));
    return typeof value === "string" && isRange(value) ? placed(placeOf(path), () => parseRange(value)) : (value as Scalar);
  });
}

interface RangeFields {
  readonly from?: number;
  readonly to?: number;
  readonly step?: number;
  readonly factor?: number;
  readonly count?: number;
  readonly scale?: "linear" | "log";
}

function rangeOf({ from, to, step, factor, count, scale }: RangeFields, { path, placeOf }: SectionPlace): Range {
  const place = placeOf(path);
  if (from === undefined || to === undefined) throw wrong(undefined, "values, or from and to", place);
  const given = [step, factor, count].filter((each) => each !== undefined);
  if (given.length > 1) throw wrong("several", "one of step, factor and count", place);
  if (scale !== undefined && count === undefined) throw wrong("scale without count", "count, the number of values", place);
  if (count !== undefined) return { from, to, steps: evenly(scale ?? "linear", count) };
  return { from, to, steps: factor === undefined ? { kind: "add", by: step ?? 1 } : { kind: "multiply", by: factor } };
}

/** The values of a path. @throws {LnsimError} for a range without values, and too many. */
export function valuesOf({ parts }: AxisForm, isWhole: boolean): readonly Scalar[] {
  const values = parts.flatMap((part): readonly Scalar[] => (typeof part === "object" ? rangeValues(part, isWhole) : [part]));
  if (values.length > mostLevels) throw new LnsimError({ code: "invalid-value", message: "an axis is too long", found: `${values.length} values`, expected: `at most ${mostLevels}` });
  return values;
}

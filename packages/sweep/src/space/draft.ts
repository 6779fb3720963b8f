import { LnsimError } from "@lnsim/contracts";
import type { RunPlanner } from "@lnsim/simulator";
import type { Scalar } from "../point.ts";
import { valuesOf, type AxisForm } from "./axis-form.ts";
import { axisPathsOf, declarationsOf, isWhole, requireDeclared, unitOf, type AxisPaths } from "./axis-paths.ts";
import { checkConstraint, type ConstraintDraft } from "./check-constraint.ts";
import { gathered, placed, unknownKey } from "./place.ts";
import { areasOf } from "./space-areas.ts";
import type { Condition, Sampling, Space, SpaceAxis } from "./space.ts";

/** One path of an axis as it is written. */
export interface PathDraft {
  readonly path: string;
  readonly form: AxisForm;
  readonly place: string;
}

/** An axis, or a zipped group, as it is written. */
export interface AxisDraft {
  readonly members: readonly PathDraft[];
  readonly when: readonly Condition[];
  readonly place: string;
}

/** A space as it is written, before it is held against what its machines declare. */
export interface SpaceDraft extends Pick<Space, "name" | "description" | "base"> {
  readonly axes: readonly AxisDraft[];
  readonly constraints: readonly ConstraintDraft[];
  readonly sampling: Sampling;
  /** Where the machine and its changes are written. */
  readonly basePlace: string;
}

/**
 * Makes a space of what is written: values of ranges, units and limits come from the declarations of its machines.
 *
 * @throws {LnsimError} for the only mistake, or an AggregateError of them: unknown paths, values out of range, axes of one path.
 */
export async function spaceOfDraft(draft: SpaceDraft, planner: RunPlanner): Promise<Space> {
  const { name, description, base, sampling } = draft;
  requireOnce(draft.axes);
  const paths = await declaredPaths(draft, planner);
  const axes = gathered(draft.axes.map((axis) => () => checkAxis(axis, paths)));
  const constraints = gathered([
    ...axes.map((axis, i) => () => void checkConditions(axis, axes.slice(0, i))),
    ...draft.constraints.map((constraint) => () => checkConstraint(constraint, axes, base)),
  ]).filter((each) => each !== undefined);
  const space: Space = { name, description, base, axes, constraints, sampling };
  const areas = await areasOf(space, planner);
  return areas === undefined ? space : { ...space, areas };
}

async function declaredPaths({ axes, base, basePlace }: SpaceDraft, planner: RunPlanner): Promise<AxisPaths> {
  const members = axes.flatMap((axis) => axis.members);
  const levels = new Map(members.map(({ path, form }) => [path, form.parts.filter((part) => typeof part !== "object")]));
  const paths = await axisPathsOf(planner, base, levels).catch((error: unknown) => ({ error }));
  if (!("error" in paths)) return paths;
  return placed(basePlace, () => {
    throw paths.error;
  });
}

function requireOnce(axes: readonly AxisDraft[]): void {
  const seen = new Map<string, string>();
  for (const { path, place } of axes.flatMap(({ members }) => members)) {
    const other = seen.get(path);
    if (other !== undefined) throw new LnsimError({ code: "invalid-combination", message: "two axes are of one path", path: place, found: path, expected: `another path than that of ${other}` });
    seen.set(path, place);
  }
}

function checkAxis({ members, when, place }: AxisDraft, paths: AxisPaths): SpaceAxis {
  const columns = gathered(members.map((member) => () => checkPath(member, paths)));
  const lengths = columns.map(({ values }) => values.length);
  if (lengths.some((length) => length !== lengths[0])) {
    const found = members.map(({ path }, i) => `${path} has ${lengths[i]}`).join(", ");
    throw new LnsimError({ code: "invalid-combination", message: "axes that go together have as many values each", path: place, found });
  }
  const levels = columns[0]!.values.map((_, level) => columns.map(({ values }) => values[level]!));
  requireDifferent(levels, place);
  return { paths: members.map(({ path }) => path), units: columns.map(({ unit }) => unit), levels, when, place };
}

/** Axes that go together may have equal values of one path, as long as those of another differ. */
function requireDifferent(levels: readonly (readonly Scalar[])[], place: string): void {
  const keys = levels.map((level) => level.map((value) => JSON.stringify(value)).join(", "));
  const twice = keys.find((key, at) => keys.indexOf(key) < at);
  if (twice !== undefined) throw new LnsimError({ code: "invalid-value", message: "a value stands twice on an axis", path: place, found: twice, expected: "different values" });
}

function checkPath({ path, form, place }: PathDraft, paths: AxisPaths): { readonly unit: string | null; readonly values: readonly Scalar[] } {
  const declared = declarationsOf(paths, path, place);
  const values = placed(place, () => valuesOf(form, isWhole(declared)));
  for (const value of values) requireDeclared(declared, value, place);
  return { unit: unitOf(declared), values };
}

/** Conditions are about axes that are written before. */
function checkConditions({ when, place }: SpaceAxis, before: readonly SpaceAxis[]): void {
  for (const { path, values } of when) {
    const known = before.flatMap(({ paths }) => paths);
    const axis = before.find(({ paths }) => paths.includes(path));
    if (axis === undefined) throw unknownKey("what is written before", path, { place: `when of ${place}`, known });
    const levels = axis.levels.map((level) => level[axis.paths.indexOf(path)]!);
    const never = values.find((value) => !levels.includes(value));
    if (never === undefined) continue;
    throw new LnsimError({ code: "invalid-value", message: "a condition waits for a value that never comes", path: `when of ${place}`, found: `${path}: ${JSON.stringify(never)}`, expected: levels.map((level) => JSON.stringify(level)).join(", ") });
  }
}

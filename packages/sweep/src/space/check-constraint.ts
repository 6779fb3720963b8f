import type { RunRequest } from "@lnsim/simulator";
import { parseScalar } from "@lnsim/simulator";
import type { Scalar } from "../point.ts";
import { pathsOf } from "./expression/expression.ts";
import { parseExpression } from "./expression/parse-expression.ts";
import { placed, unknownKey } from "./place.ts";
import type { Constraint, SpaceAxis } from "./space.ts";

/** What constraints call the silicon of a machine: the one figure that is known without running it. */
export const areaName = "area.totalUm2";

/** A constraint as it is written. */
export interface ConstraintDraft {
  readonly kind: Constraint["kind"];
  readonly text: string;
  readonly because: string;
  readonly place: string;
}

/** Reads a constraint. @throws {LnsimError} for one that cannot be read, and for paths that are neither axes nor set for all points. */
export function checkConstraint({ kind, text, because, place }: ConstraintDraft, axes: readonly SpaceAxis[], base: RunRequest): Constraint {
  const expression = placed(place, () => parseExpression(text));
  const known = [...axes.flatMap(({ paths }) => paths), ...fixedValues(base).keys(), areaName];
  const missing = pathsOf(expression).find((path) => !known.includes(path));
  if (missing !== undefined) throw unknownKey("the sweep", missing, { place: `${text}, ${place}`, known });
  return { kind, text: kind === "most" ? `most ${text}` : text, because, expression, place };
}

/** The values that all points have unless an axis says otherwise, as far as the sweep states them. */
export function fixedValues({ machine, trace, batch, steps, seed, set = [] }: RunRequest): ReadonlyMap<string, Scalar> {
  const stated = Object.entries({ machine, trace, batch, steps, seed }).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const edits = set.map((edit): [string, Scalar] => {
    const at = edit.indexOf("=");
    return [edit.slice(0, at).trim(), parseScalar(edit.slice(at + 1).trim())];
  });
  return new Map<string, Scalar>([...stated, ...edits]);
}

import type { RunRequest } from "@lnsim/simulator";
import type { Scalar } from "../point.ts";
import type { Expression } from "./expression/expression.ts";

/** An axis, or several that go together: the values of a level belong to its paths one by one. */
export interface SpaceAxis {
  readonly paths: readonly string[];
  /** Units of the paths, as their parameters declare them; null where they have none. */
  readonly units: readonly (string | null)[];
  /** At least one, all different. */
  readonly levels: readonly (readonly Scalar[])[];
  /** What must hold of earlier axes for this one to matter; where it does not, points have no value on it. */
  readonly when: readonly Condition[];
  /** Where it is written: "axes.array.rows in sweep.yaml:7:3", "-P array.rows". */
  readonly place: string;
}

/** That an axis has one of some values. */
export interface Condition {
  readonly path: string;
  readonly values: readonly Scalar[];
}

/**
 * What points must fulfil: a condition (`require`), or to have the most of something (`most`) among the points that differ only
 * in what the expression names. One does not apply to points that lack a value it names.
 */
export interface Constraint {
  readonly kind: "require" | "most";
  readonly text: string;
  /** The reason, as it was written. */
  readonly because: string;
  readonly expression: Expression;
  readonly place: string;
}

/** Which points of a space are run. */
export type Sampling =
  | { readonly kind: "grid" }
  /** Different points, drawn evenly. */
  | { readonly kind: "random"; readonly count: number; readonly seed: number }
  /** As many points as strata on every axis, each stratum once: McKay, Beckman and Conover, Technometrics 21(2), 1979. */
  | { readonly kind: "latin"; readonly count: number; readonly seed: number };

/** A design space: what every point starts from, and in what points differ. Its axes are within their declared ranges. */
export interface Space {
  readonly name: string;
  readonly description: string;
  /** The run of a point without its values. */
  readonly base: RunRequest;
  readonly axes: readonly SpaceAxis[];
  readonly constraints: readonly Constraint[];
  readonly sampling: Sampling;
  /** Silicon of every combination in um^2, by the key of its values; where a constraint names `area.totalUm2`. */
  readonly areas?: ReadonlyMap<string, number>;
}

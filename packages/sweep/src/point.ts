import type { RunRequest } from "@lnsim/simulator";

/** A value that an axis gives a parameter. */
export type Scalar = number | string | boolean;

/** The values of all axes of a space, by path: a path of the machine description, or `machine`, `trace`, `batch`, `seed`, `steps`. */
export type AxisValues = { readonly [path: string]: Scalar };

/** One point of a space, ready to be run. */
export interface DesignPoint {
  /** SHA-256 of everything that decides its result: machine, trace, plugins, prices, seed, what is run, versions. */
  readonly id: string;
  readonly values: AxisValues;
  /** What runs it, and what repeats it alone. */
  readonly request: RunRequest;
  /** Points of equal keys share the timing of a step, or a training; the key of a point without a timing is its own alone. */
  readonly timingKey: string;
  readonly replayKey: string | null;
}

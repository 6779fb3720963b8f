import type { VectorAction } from "./vector-step.ts";
import type { StoredAs } from "../workload/tensor-use.ts";

/** What a unit does to an element, but for letting it pass and for updates, which are no part of an operation. */
export type ElementAction = Exclude<VectorAction, "pass" | "update">;

/** Actions by how often they happen. */
export type ActionRates = { readonly [action in ElementAction]?: number };

/** One line of the table of vector operations. */
export interface VectorOperationEntry {
  /** One sentence that ends with a full stop. */
  readonly description: string;
  /** What it reads and writes, per element of each, where nothing is done on the same trip before or behind it. */
  readonly reads: readonly StoredAs[];
  readonly writes: readonly StoredAs[];
  /** Actions per element of its operand, per element of its result, per element of each result's window, per group. */
  readonly perElement?: ActionRates;
  readonly perResult?: ActionRates;
  readonly perTap?: ActionRates;
  readonly perGroup?: ActionRates;
}

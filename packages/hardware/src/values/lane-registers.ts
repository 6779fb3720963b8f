import type { Cells } from "../systolic/values/pe-registers.ts";

/** What a vector MAC holds: a slice of A in its lanes, lane by lane, and the vector of B that passes them. */
export interface LaneRegisters {
  readonly left: Cells;
  readonly right: Cells;
  /** Terms that a lane has room for, and how many it has; lanes with a row. */
  readonly vectorSize: number;
  terms: number;
  lanes: number;
}

/** One cycle of a vector MAC: every lane adds the product of its row with the vector to its sum, the first of them at `at`. */
export type VectorStep = (registers: LaneRegisters, sums: Cells, at: number) => void;

import type { MappingChoice } from "@lnsim/dataflow";
import type { Job } from "../job/job.ts";
import type { StashPlan } from "../stash/choose-tensors.ts";
import type { TileOp } from "./tile-op.ts";

/** A step as the outer machine runs it: what the sequencer and the array read. */
export interface ChipProgram {
  readonly ops: readonly TileOp[];
  /** Every distinct job. */
  readonly jobs: readonly Job[];
  /** The mapping of every matrix product, by name of the op. */
  readonly mappings: ReadonlyMap<string, MappingChoice>;
  /** Which tensors stay in the stash; null without one. */
  readonly stash: StashPlan | null;
}

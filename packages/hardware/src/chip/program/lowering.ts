import type { MappingChoice, Pins } from "@lnsim/dataflow";
import type { GemmOp } from "../../workload/operation.ts";
import type { ComputeArray, Job } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import type { TileOp } from "./tile-op.ts";

/** What ops are lowered with. */
export interface Lowering {
  readonly description: ChipDescription;
  readonly array: ComputeArray;
  /** Address in memory of every tensor, by name. */
  readonly places: ReadonlyMap<string, number>;
  /** Names of the tensors that stay in the stash. */
  readonly stashed: ReadonlySet<string>;
  /** The number of a job in the program; equal jobs have one number. */
  readonly number: (job: Job) => number;
  /** Mappings that are not to be searched. */
  readonly pins: Pins;
  /** Mappings found so far, by problem. */
  readonly mapped: Map<string, MappingChoice>;
  /** Told of the mapping of every product. */
  readonly onMapped: (op: GemmOp, choice: MappingChoice) => void;
}

/** A tile op without its place in the program. */
export type LoweredOp = Pick<TileOp, "trips" | "order" | "products" | "traffic" | "jobs" | "spills" | "tilesBetweenSpills">;

import type { Op } from "../workload/operation.ts";
import type { Pass } from "../workload/pass.ts";

/** Bytes by memory level, such as "dram" or "bufferA". */
export type TrafficByLevel = { readonly [level: string]: LevelTraffic };

/** What one level hands out and takes. */
export interface LevelTraffic {
  readonly readBytes: number;
  readonly writeBytes: number;
  /** The same bytes by what they were for; empty where nothing is told apart. */
  readonly parts: { readonly [purpose: string]: number };
}

/** Cycles by cause. */
export type CyclesByName = { readonly [name: string]: number };

/** A count that the cycles of an op cannot be below, and what it is the count of. */
export interface LowerBound {
  readonly cycles: number;
  readonly by: string;
}

/** One op of a step on any machine. */
export interface TimedOp {
  readonly op: Op;
  /** From the retirement of the op before (or cycle 0) to its own; the cycles of all ops add up to the step's. */
  readonly cycles: number;
  /** Its last result is in memory from this cycle on, and so are those of all ops before it. */
  readonly retiredAt: number;
  /** The multipliers in those cycles: work + stalls + idle = cycles. */
  readonly work: number;
  readonly stalls: CyclesByName;
  readonly idle: number;
  readonly macs: number;
  /** Multiply-accumulates issued, padding of partial tiles included. */
  readonly issuedSlots: number;
  /** macs / (cycles x the machine's multiply-accumulates per cycle). */
  readonly utilisation: number;
  readonly bound: string;
  readonly lowerBound: LowerBound;
  /** Cycles by formula for the op alone; null where the machine has no closed form. */
  readonly closedForm: number | null;
  /** Named parts that add up to the cycles. */
  readonly terms: CyclesByName;
  readonly traffic: TrafficByLevel;
}

/** Cycles that a block spent in one activity. */
export interface ActivityCycles {
  readonly name: string;
  readonly class: "work" | "stall" | "idle";
  readonly cause?: string;
  readonly cycles: number;
}

/** The life of a block: its activities add up to the cycles of the step. */
export interface BlockTiming {
  readonly block: string;
  readonly activities: readonly ActivityCycles[];
}

/** How often a block did something in a pass; what did not happen is left out. */
export interface ActionCount {
  readonly block: string;
  readonly action: string;
  readonly pass: Pass;
  readonly count: number;
}

/** How a step was simulated; not a property of the machine. */
export interface StepSimulation {
  readonly events: number;
  readonly fastForwardedCycles: number;
  /** Cycles that were skipped, by how; and how often a longer skip was stopped, by what. */
  readonly skipped: CyclesByName;
  readonly stoppedBy: CyclesByName;
}

/** One training step on a machine. */
export interface MachineTiming {
  readonly cycles: number;
  readonly ops: readonly TimedOp[];
  readonly blocks: readonly BlockTiming[];
  readonly actions: readonly ActionCount[];
  readonly traffic: TrafficByLevel;
  /** Multiply-accumulates per cycle when nothing waits, and bytes per cycle of the outermost memory (null: without limit): the two roofs. */
  readonly peak: { readonly macsPerCycle: number; readonly memoryBytesPerCycle: number | null };
  readonly simulation: StepSimulation;
}

import type { ActionCount, BlockTiming } from "../../timing/machine-timing.ts";
import type { Traffic } from "../accounting/traffic.ts";
import type { TermName } from "../closed-form/term.ts";
import type { VectorMacActivity } from "../blocks/vector-mac/state.ts";
import type { Op } from "../../workload/operation.ts";
import type { Pass } from "../../workload/pass.ts";

/** What takes most of an op's time. */
export type Bound = "compute" | "A port" | "B stream" | "hazard" | "memory" | "drain" | "PPU" | "update";

/** What the vector MAC was doing in a stretch of time; work + stalls + idle = its cycles. */
export interface MacActivity {
  readonly workCycles: number;
  /** Cycles by cause; causes that did not occur are left out. */
  readonly stallCycles: { readonly [cause in VectorMacActivity]?: number };
  readonly idleCycles: number;
}

/** Waits that no closed form has: the op's terms and these add up to its cycles. `overlap` is negative: hidden by the op before. */
export type WaitName = "memory wait" | "drain wait" | "other wait" | "overlap";

/** A named part of an op's cycles. */
export interface TimingTerm {
  readonly name: TermName | WaitName;
  readonly cycles: number;
}

/** How many multiply-accumulates were useful, and how many the machine could have done. */
export interface MacUse {
  /** Multiply-accumulates of the matrix products. */
  readonly macs: number;
  /** Multiply-accumulates issued, padding of partial tiles and slices included. */
  readonly issuedSlots: number;
  /** macs / (cycles x lanes x vectorSize). */
  readonly utilisation: number;
}

/** One op of a step. */
export interface OpTiming extends MacUse {
  readonly op: Op;
  /** From the retirement of the op before (or cycle 0) to its own; the cycles of all ops add up to the step's. */
  readonly cycles: number;
  /** Its last result is in memory from this cycle on, and so are those of all ops before it. */
  readonly retiredAt: number;
  /** The vector MAC in those cycles. */
  readonly activity: MacActivity;
  readonly boundBy: Bound;
  /** Cycles by formula for the op alone with a memory that keeps up. */
  readonly closedFormCycles: number;
  /** Terms of the closed form, then waits and overlap; they add up to `cycles`. */
  readonly terms: readonly TimingTerm[];
  readonly traffic: Traffic;
}

/** All ops of one pass together. */
export interface PassTiming extends MacUse {
  readonly pass: Pass;
  readonly cycles: number;
  readonly activity: MacActivity;
  readonly traffic: Traffic;
}

/** The result of simulating one step. */
export interface StepTiming {
  readonly cycles: number;
  readonly ops: readonly OpTiming[];
  /** Passes that occur in the step, in the order of `passes`. */
  readonly passes: readonly PassTiming[];
  readonly blocks: readonly BlockTiming[];
  readonly actions: readonly ActionCount[];
  readonly traffic: Traffic;
  /** How it was simulated; not a property of the machine. */
  readonly simulation: { readonly events: number; readonly fastForwardedCycles: number };
}

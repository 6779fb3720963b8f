import type { Snapshot } from "@lnsim/kernel";
import type { Timeline } from "./timeline.ts";

/** An op of the recorded step. */
export interface RecordedOp {
  readonly name: string;
  readonly pass: string;
  /** E.g. "gemm 256 x 128 x 784". */
  readonly shape: string;
  /** Retirement of the op before (or 0), and its own: its cycles. */
  readonly from: number;
  readonly to: number;
}

/** What a recording says of itself; plain data. */
export interface RecordingHeader {
  /** Version of the program that made it. */
  readonly version: string;
  /** Hash of the machine description. */
  readonly machineHash: string;
  /** What the machine is called, and the trace. */
  readonly machine: string;
  readonly trace: string;
  /** Clock, if the machine has one. */
  readonly gigahertz: number | null;
  /** All that rebuilds the machine and its program, for whoever made it: opaque here. */
  readonly origin: Readonly<Record<string, unknown>>;
}

/** A step of a machine as it was recorded; one that is still being made grows. */
export interface Recording {
  readonly header: RecordingHeader;
  /** All blocks, those inside jobs included: the machine as a user sees it. */
  readonly whole: Timeline;
  /** The outer machine alone. */
  readonly step: Timeline;
  /** Jobs that were simulated apart, each from its own cycle 0, by number; null: a job that has not been met. */
  job(number: number): Timeline | null;
  /** The job that the array works on in a cycle of the step; null: none. */
  jobAt(cycle: number): { readonly job: number; readonly from: number; readonly to: number } | null;
  /** Visits the jobs at work in a window of the step, in order; they may begin before it and end behind it. */
  jobsIn(from: number, to: number, visit: (run: { readonly job: number; readonly from: number; readonly to: number }) => void): void;
  /**
   * The latest snapshot of the outer machine's kernel (null), or of a job's, at or before a cycle: with what {@link Timeline.source}
   * says, before a cycle that was simulated. Null: none, so start at cycle 0.
   */
  snapshotBefore(job: number | null, cycle: number): Snapshot | null;
  /** Ops that are over, in order of retirement, and with a complete recording all of them. */
  readonly ops: readonly RecordedOp[];
  /** Whether it goes to the end of the step; if not, why: "live", or what is wrong with the file. */
  readonly end: { readonly isWhole: true } | { readonly isWhole: false; readonly reason: string };
}

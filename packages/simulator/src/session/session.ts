import type { RecordedOp, Recording } from "@lnsim/recording";
import type { DatapathState } from "./datapath-state.ts";

/** A slot of a block's state. */
export interface SlotState {
  readonly name: string;
  /** Its role in the kernel: "value", "time", "parameter", ...; "loop" for the index of a loop, and for its end (0 and 0: it is over). */
  readonly role: string;
  /** Times are absolute cycles of the step, or of the job for a block inside one; a "deadline" that has passed is the next cycle. */
  readonly value: number;
}

/** A message in a queue. */
export interface MessageState {
  /** The first cycle in which the receiver sees it; the next one for a message that it sees already. */
  readonly visibleAt: number;
  /** By the names of the port's words. */
  readonly words: Readonly<Record<string, number>>;
}

/** A port and what is in its link. */
export interface PortState {
  readonly name: string;
  readonly direction: "in" | "out";
  /** The block at the other end; null: not linked. */
  readonly peer: string | null;
  readonly capacity: number;
  /** The oldest first. Long runs are cut: `level` counts all. */
  readonly messages: readonly MessageState[];
  readonly level: number;
}

/** A block between two cycles. */
export interface BlockState {
  readonly name: string;
  readonly kind: string;
  readonly activity: string;
  readonly slots: readonly SlotState[];
  readonly ports: readonly PortState[];
}

/** The machine after all that happens in cycle `cycle`. */
export interface MachineState {
  readonly cycle: number;
  /** By block of `recording.whole`'s layout; null for a block inside a job when there is none. */
  block(index: number): BlockState | null;
}

/** An op that goes on at the end of what is known. */
export type OpUnderWay = Omit<RecordedOp, "to">;

/**
 * A step of a machine that can be looked into at any cycle, in both directions: recorded before, or simulated while one looks.
 * Where one looks is the viewer's business; a session has no cursor.
 */
export interface Session {
  readonly recording: Recording;
  /** Whether more of the step can be simulated. */
  readonly isLive: boolean;
  /**
   * Simulates on until `cycle` (exclusive) or the end of the step; returns the cycles known then. Does nothing when recorded. Some
   * blocks find out late what they did: the last activities of a step that goes on may still change. States do not: a session
   * simulates as far as they need it.
   */
  extend(cycle: number): number;
  /** The op that a step which is simulated while one looks has begun and not ended; null: none. Ops that ended are in `recording.ops`. */
  readonly underWay: OpUnderWay | null;
  /**
   * The machine after a cycle: from the nearest keyframe before it, stepped. Equal for live and recorded sessions.
   *
   * @throws {LnsimError} `recording-foreign` when another version of the program, or another machine, made the recording.
   */
  stateAt(cycle: number): MachineState;
  /**
   * The numbers that a block works on in a cycle: of the vector MAC of a single PE, a PE of a grid, or a weight-update unit. Null where it
   * multiplies, or updates, nothing in that cycle. `block` is an index into `recording.whole`'s layout.
   *
   * @throws {LnsimError} `recording-foreign` as {@link stateAt}; `unsupported` where the machine's values cannot be carried to the bit.
   */
  datapathAt(cycle: number, block: number): DatapathState | null;
  /**
   * Picojoules that one count of a block's counter stands for, with glitches; null where it is no action, or has no price. What blocks
   * inside a job count is in the price of the job, which the outer machine counts when it starts.
   *
   * @throws {LnsimError} `recording-foreign` as {@link stateAt}.
   */
  priceOf(block: string, counter: string): number | null;
  close(): void;
}

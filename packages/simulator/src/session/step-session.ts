import { LnsimError } from "@lnsim/contracts";
import type { Recording } from "@lnsim/recording";
import type { DatapathState } from "./datapath-state.ts";
import type { LiveStep } from "./live-step.ts";
import type { MachineState, OpUnderWay, Session } from "./session.ts";
import type { StepStates } from "./step-states.ts";

/** What a session can look into. */
export interface StepInside {
  readonly states: StepStates;
  datapathAt(cycle: number, block: number): DatapathState | null;
  priceOf(block: string, counter: string): number | null;
}

/** What a session is made of. */
export interface SessionParts {
  readonly recording: Recording;
  /** Makes what states are found with, once one is asked for. @throws {LnsimError} `recording-foreign` */
  readonly inside: () => StepInside;
  /** What is simulated as somebody looks; null for what was before. */
  readonly live: LiveStep | null;
  close(): void;
}

/** A session over a recording, which may grow. */
export class StepSession implements Session {
  readonly recording: Recording;
  private readonly parts: SessionParts;
  private made: StepInside | null = null;

  constructor(parts: SessionParts) {
    this.parts = parts;
    this.recording = parts.recording;
  }

  get isLive(): boolean {
    const { live } = this.parts;
    return live !== null && !live.isOver;
  }

  extend(cycle: number): number {
    this.parts.live?.extend(cycle);
    return this.recording.step.cycles;
  }

  get underWay(): OpUnderWay | null {
    return this.parts.live?.underWay ?? null;
  }

  stateAt(cycle: number): MachineState {
    this.require(cycle);
    return this.inside.states.after(cycle);
  }

  datapathAt(cycle: number, block: number): DatapathState | null {
    this.require(cycle);
    return this.inside.datapathAt(cycle, block);
  }

  priceOf(block: string, counter: string): number | null {
    return this.inside.priceOf(block, counter);
  }

  close(): void {
    this.parts.close();
  }

  private get inside(): StepInside {
    this.made ??= this.parts.inside();
    return this.made;
  }

  private require(cycle: number): void {
    const { cycles } = this.recording.step;
    if (Number.isInteger(cycle) && cycle >= 0 && cycle < cycles) return this.parts.live?.settle(cycle + 1);
    throw new LnsimError({ code: "invalid-value", message: "there is no such cycle", found: String(cycle), expected: `a whole number from 0 to ${cycles - 1}` });
  }
}

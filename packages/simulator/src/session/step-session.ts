import { LnsimError } from "@lnsim/contracts";
import type { Recording } from "@lnsim/recording";
import type { DatapathState } from "./datapath-state.ts";
import type { MachineState, Session } from "./session.ts";
import type { StepStates } from "./step-states.ts";

/** What a session can look into. */
export interface StepInside {
  readonly states: StepStates;
  datapathAt(cycle: number, block: number): DatapathState | null;
}

/** What a session is made of. */
export interface SessionParts {
  readonly recording: Recording;
  /** Makes what states are found with, once one is asked for. @throws {LnsimError} `recording-foreign` */
  readonly inside: () => StepInside;
  /** Simulates on until a cycle, and says whether that was the end of the step; null for what is not live. */
  readonly extend: ((cycle: number) => boolean) | null;
  close(): void;
}

/** A session over a recording, which may grow. */
export class StepSession implements Session {
  readonly recording: Recording;
  isLive: boolean;
  private readonly parts: SessionParts;
  private made: StepInside | null = null;

  constructor(parts: SessionParts) {
    this.parts = parts;
    this.recording = parts.recording;
    this.isLive = parts.extend !== null;
  }

  extend(cycle: number): number {
    const { step } = this.recording;
    if (this.isLive && cycle > step.cycles) this.isLive = !this.parts.extend!(cycle);
    return step.cycles;
  }

  stateAt(cycle: number): MachineState {
    this.require(cycle);
    return this.inside.states.after(cycle);
  }

  datapathAt(cycle: number, block: number): DatapathState | null {
    this.require(cycle);
    return this.inside.datapathAt(cycle, block);
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
    if (Number.isInteger(cycle) && cycle >= 0 && cycle < cycles) return;
    throw new LnsimError({ code: "invalid-value", message: "there is no such cycle", found: String(cycle), expected: `a whole number from 0 to ${cycles - 1}` });
  }
}

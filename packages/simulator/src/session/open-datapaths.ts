import type { Recording } from "@lnsim/recording";
import type { DatapathState } from "./datapath-state.ts";
import type { StepOrigin } from "./origin.ts";
import type { StepStates } from "./step-states.ts";

/** A step that is looked into. */
export interface LookedInto {
  readonly recording: Recording;
  readonly states: StepStates;
}

/** Finds what the datapaths of a step work on. */
export interface Datapaths {
  at(step: LookedInto, cycle: number, block: number): DatapathState | null;
}

/** The datapaths of the step that an origin describes. */
export async function openDatapaths(_origin: StepOrigin): Promise<Datapaths> {
  return { at: () => null };
}

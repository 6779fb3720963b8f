import type { OpenMachine, WorkPlace } from "@lnsim/hardware";
import type { Recording } from "@lnsim/recording";
import type { DatapathState } from "./datapath-state.ts";
import type { StepOrigin } from "./origin.ts";
import type { StepArithmetic } from "./step-arithmetic.ts";
import { ProductOperands } from "./product-operands.ts";
import { productState } from "./product-state.ts";
import type { StepStates } from "./step-states.ts";
import { TrainingStep } from "./training-step.ts";
import { updateState } from "./update-state.ts";

/** A step that is looked into. */
export interface LookedInto {
  readonly recording: Recording;
  readonly states: StepStates;
  readonly machine: Pick<OpenMachine, "workAt">;
}

/** Finds what the datapaths of a step work on. */
export interface Datapaths {
  at(step: LookedInto, cycle: number, block: number): DatapathState | null;
}

/** Activities of blocks in which a datapath works. */
const working: ReadonlySet<string> = new Set(["multiply", "update", "pass"]);

/** The datapaths of the step that an origin describes. */
export function openDatapaths(origin: StepOrigin, computes: StepArithmetic): Datapaths {
  const { seed, description } = origin;
  const { arithmetic, optimizer } = computes;
  const training = new TrainingStep(origin, computes);
  const source = new ProductOperands(arithmetic, seed, training);
  return {
    at(step, cycle, block) {
      const place = placeAt(step, cycle, block);
      if (place === null) return null;
      const at = { cycle, block: step.recording.whole.layout.blocks[block]!.name };
      if (place.kind === "update") return updateState({ arithmetic, optimizer, seed, training }, place, at);
      return productState({ arithmetic, source, description }, place, at);
    },
  };
}

function placeAt({ recording, states, machine }: LookedInto, cycle: number, block: number): WorkPlace | null {
  const { whole, step } = recording;
  const { activities } = whole.layout.blocks[block]!;
  if (!working.has(activities[whole.intervalAt(block, cycle).activity]!.name)) return null;
  const outer = step.layout.blocks.length;
  const run = recording.jobAt(cycle);
  const counted = (name: string, counters: string): number => {
    const number = step.layout.blocks.findIndex((other) => other.name === name);
    const counts = step.counted(number, 0, cycle + 1);
    return step.layout.blocks[number]!.counters.reduce((sum, counter, index) => (counter.startsWith(counters) ? sum + counts[index]! : sum), 0);
  };
  if (block < outer) return machine.workAt({ kernel: states.stepAt(cycle + 1), block, job: null, counted });
  if (run === null) return null;
  const before = counted("array", "job") - 1;
  return machine.workAt({ kernel: states.jobAt(run.job, cycle - run.from + 1), block: block - outer, job: { number: run.job, before }, counted });
}

/** States of a recorded step are those of a machine that is run up to them from its first cycle. */
import { openMachine, type ChipDescription, type Op, type OpenMachine } from "@lnsim/hardware";
import type { Kernel } from "@lnsim/kernel";
import { createRecorder, type Recording } from "@lnsim/recording";
import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import { openStep } from "../run/timing.ts";
import { prepareStep } from "./prepare-step.ts";
import { viewBlock } from "./block-view.ts";
import { StepStates } from "./step-states.ts";
import { StepRecording, jobPlace } from "./step-recording.ts";

const header = { version: "0", machineHash: "", machine: "m", trace: "t", gigahertz: null, origin: {} };

interface Recorded {
  readonly machine: OpenMachine;
  readonly recording: Recording;
  readonly states: StepStates;
}

/** Records a step, run at once or in pieces; a snapshot every so many events. */
function record({ description, ops }: { readonly description: ChipDescription; readonly ops: readonly Op[] }, snapshotEvents: number, pieces = false): Recorded {
  const machine = openMachine(description, ops, { exact: "skip" });
  const place = jobPlace(machine);
  const recorder = createRecorder({ header, snapshotEvents, ...(place && { jobs: place }) });
  const recording = new StepRecording(machine, recorder);
  for (let until = 700; machine.kernel.now === until - 700; until += pieces ? 700 : Infinity) if (pieces) machine.kernel.run({ until, burstsUntil: Infinity });
  machine.finish();
  recording.finish();
  return { machine, recording: recorder.recording, states: new StepStates(recorder.recording, { leader: machine.leader, open: machine.open, openJob: (job) => machine.jobs!.open(job) }) };
}

/** The kernel of a machine that was run up to a cycle, and nothing else. */
function stepped(open: () => Kernel, cycle: number): Kernel {
  const kernel = open();
  kernel.run({ until: cycle });
  return kernel;
}

/** The first op of a step, so many times in a row. */
function repeated([first]: readonly Op[], times: number): readonly Op[] {
  return Array.from({ length: times }, (_, id): Op => ({ ...first!, id, name: `op${id}`, after: id === 0 ? [] : [id - 1] }));
}

const shapes = "gemm:40,50,70";
test.each<[machine: string, trace: string, set: readonly string[], times?: number]>([
  ["lns-madam", shapes, []],
  ["systolic", shapes, ["array.rows=8", "array.columns=8"], 9],
  ["lns-madam-chip", shapes, ["globalBuffer.sizeBytes=65536", "grid.rows=2", "grid.columns=2"]],
  ["lns-madam-chip", "gemm:32,32,64", ["globalBuffer.sizeBytes=65536", "grid.rows=2", "grid.columns=2"], 40],
  ["lns-madam-chip", shapes, ["globalBuffer.sizeBytes=65536", "array.kind=systolic", "dataflow=ws", "numerics.format=int8"]],
])("%s, %s %j: every state that is walked to", async (name, trace, set, times) => {
  const { plan } = await prepareStep({ machine: name, trace, set });
  const { ops } = openStep(plan, 0);
  const step = { description: plan.description, ops: times === undefined ? ops : repeated(ops, times) };
  const { machine, recording, states } = record(step, 600);
  const live = record(step, 900, true).states;
  const reference = openMachine(step.description, step.ops, { exact: "burst" });
  // The interconnect forgets times that decide nothing any more, but only where states are to recur.
  const insides = openMachine(step.description, step.ops, { exact: "skip" });
  const cyclesOf = (job: number): number => recording.job(job)!.cycles;
  const random = createRandom(5, name + trace);
  const { blocks } = recording.whole.layout;
  const outer = recording.step.layout.blocks.length;
  for (let walk = 0; walk < 25; walk++) {
    const cycle = random.nextBelow(recording.step.cycles);
    const [state, other] = [states.after(cycle), live.after(cycle)];
    const run = recording.jobAt(cycle);
    const kernel = stepped(() => reference.open(cyclesOf), cycle + 1);
    const inside = run === null ? null : stepped(() => insides.jobs!.open(run.job), cycle + 1 - run.from);
    for (let index = 0; index < blocks.length; index++) {
      const found = state.block(index);
      expect(other.block(index), `live, cycle ${cycle}, ${blocks[index]!.name}`).toEqual(found);
      const expected = index < outer ? viewBlock(kernel, index, found!.activity) : inside === null ? null : viewBlock(inside, index - outer, found!.activity);
      expect(found, `cycle ${cycle}, ${blocks[index]!.name}`).toEqual(expected);
    }
  }
  expect(machine.kernel.skipReport().epochs.epochs > 2).toBe(times !== undefined);
  expect(recording.ops.map(({ name: op }) => op)).toEqual(machine.retiring.map(({ name: op }) => op));
  expect(recording.ops.at(-1)!.to).toBe(recording.step.cycles);
});

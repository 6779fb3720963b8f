import type { MachineTiming, OpenMachine } from "@lnsim/hardware";
import { createFileRecorder } from "@lnsim/recording";
import type { RunResult } from "../result/run-result.ts";
import { requireWritable } from "../run/require-writable.ts";
import { run } from "../run/run.ts";
import type { RunHooks, RunRequest } from "../run/run-request.ts";
import type { OpenedStep } from "../run/timing.ts";
import { prepareStep, recorderOptions, type PreparedStep } from "./prepare-step.ts";
import { StepRecording } from "./step-recording.ts";

/** Cycles with something in them, between looks at the signal, and milliseconds between the ops that are written. */
const lookEvery = 2048;
const opsEveryMs = 500;

/** What the observer throws at the end of a cycle when the run is to stop. */
const stopped = new Error("stopped");

/**
 * Runs a request with a recorder attached to its first step; the result is that of `run`. Null when it was stopped: what was
 * recorded until then opens.
 *
 * @throws {LnsimError} like `run`, and `file-unwritable`; what was recorded until then opens, if anything was.
 */
export async function recordRun(request: RunRequest, file: string, hooks: RunHooks = {}): Promise<RunResult | null> {
  requireWritable(file, "the recording");
  const prepared = await prepareStep(request);
  const { memory: _, ...others } = hooks;
  return run({ ...request, timing: true }, { ...others, describe: async () => prepared.described, runFirst: (step) => runRecorded(prepared, step, file, hooks) });
}

function runRecorded(prepared: PreparedStep, step: OpenedStep, file: string, hooks: RunHooks): MachineTiming | null {
  const recording = new StepRecording(step.machine, createFileRecorder(file, recorderOptions(prepared, step)));
  watch(step.machine, recording, hooks);
  let timing: MachineTiming;
  try {
    timing = step.machine.finish();
  } catch (error) {
    if (error === stopped) {
      recording.finish("stopped");
      return null;
    }
    giveUp(recording);
    throw error;
  }
  recording.finish();
  return timing;
}

/** Tells of progress, has ops written, and looks whether to stop, at the ends of cycles. */
function watch({ kernel, leader, retiring }: OpenMachine, recording: StepRecording, { onProgress, signal }: RunHooks): void {
  const block = kernel.machine.blocks.findIndex(({ name }) => name === leader);
  const retired = (): number => kernel.counters(block)["retired"]!;
  let calls = 0;
  let written = performance.now();
  kernel.observe({
    cycle() {
      if (++calls % lookEvery !== 0) return;
      if (signal?.aborted === true) throw stopped;
      if (performance.now() - written > opsEveryMs) {
        recording.addRetired();
        written = performance.now();
      }
      const share = retired() / Math.max(1, retiring.length);
      onProgress?.({ phase: "recording", done: Math.floor(100 * share), total: 100, unit: "%", share });
    },
  });
}

/** The reason of the failure counts, not what comes of it. */
function giveUp(recording: StepRecording): void {
  try {
    recording.finish("failed");
  } catch {
    // What is in the file is a recording that was cut off.
  }
}

import type { Optimizer } from "@lnsim/contracts";
import { createEngine, type Engine } from "@lnsim/numerics";
import type { Dataset, TraceReader } from "@lnsim/trace";
import { replay, type Arithmetic, type ReplayResult } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";
import { loadTraceDataset } from "../trace/datasets.ts";
import { trainingProgress, type RunHooks } from "./run-request.ts";

/** A training to repeat. */
export interface ReplayPlan {
  readonly trace: TraceReader;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly steps: number;
  readonly seed: number;
}

/** A training that is ready to start: data and compiled kernels are there. */
export interface PreparedReplay extends ReplayPlan {
  readonly data: Dataset;
  readonly engine: Engine;
}

/**
 * Loads what a replay needs: the data set, from the package that the trace names or from a folder, and the
 * compiled kernels.
 *
 * @throws {LnsimError} when the data set is missing or another one than the trace was recorded with, or when the kernels
 * are not built.
 */
export function prepareReplay(plan: ReplayPlan, dataFolder: string | undefined): PreparedReplay {
  const engine = createEngine({ revectorize: true });
  return { ...plan, engine, data: loadTraceDataset(plan.trace.header, dataFolder) };
}

/** Repeats the training in the machine's arithmetic; null when it was stopped. */
export function replayAccuracy(prepared: PreparedReplay, { onProgress, signal }: RunHooks): ReplayResult | null {
  const result = replay({
    ...prepared,
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onStep: (progress) => onProgress(trainingProgress(progress)) }),
  });
  return result.aborted ? null : result;
}

/** A replay as the result states it, beside what the trace recorded. */
export function accuracyOf({ trace, optimizer }: ReplayPlan, replayed: ReplayResult): NonNullable<RunResult["accuracy"]> {
  const { header, recorded } = trace;
  const { counts, loss, steps, trainAccuracy, testAccuracy, clamps } = replayed;
  if (recorded === null) throw new Error(`value trace ${header.name} recorded nothing`);
  return {
    steps,
    loss: Array.from(loss, (each) => (Number.isFinite(each) ? each : null)),
    trainAccuracy,
    testAccuracy,
    optimizer: optimizer.id,
    weightClamp: optimizer.gridTop === "current-maximum" ? null : optimizer.gridTop.initialRms,
    losses: counts === null ? null : { steps: counts.steps, ...counts.total },
    clamps,
    reference: {
      steps: header.steps,
      optimizer: header.recipe?.optimizer ?? "not recorded",
      loss: Array.from(recorded.loss.subarray(0, steps)),
      trainAccuracy: recorded.trainAccuracy,
      testAccuracy: recorded.testAccuracy,
    },
  };
}

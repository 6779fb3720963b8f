import { pathToFileURL } from "node:url";
import type { Optimizer } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import { findDatasetPackage, loadDataset, type Dataset, type TraceReader } from "@lnsim/trace";
import { replay, type Arithmetic, type ReplayProgress, type ReplayResult } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";
import { tracesPackage } from "../trace/trace-catalog.ts";
import type { RunHooks } from "./run-request.ts";

/** What a replay needs. */
export interface ReplayPlan {
  readonly trace: TraceReader;
  readonly data: Dataset;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly steps: number;
  readonly seed: number;
}

/**
 * The data set of a value trace: from the package that the trace names, or from a folder of idx files.
 *
 * @throws {LnsimError} code "dataset-invalid" when it is missing or not the one that the trace was recorded with.
 */
export function loadTraceData(trace: TraceReader, folder: string | undefined): Dataset {
  const { dataset } = trace.header;
  if (dataset === undefined) throw new Error(`value trace ${trace.header.name} names no data set`);
  if (folder !== undefined) return loadDataset(folder, dataset);
  // Traces from elsewhere use the data sets that ship with ours.
  const installed = findDatasetPackage(dataset.package, pathToFileURL(tracesPackage()));
  return loadDataset(installed.folder, dataset);
}

/** Repeats the training in the machine's arithmetic; null when it was stopped. */
export function replayAccuracy(plan: ReplayPlan, hooks: RunHooks): ReplayResult | null {
  const engine = createEngine({ revectorize: true });
  const { onProgress, signal } = hooks;
  const result = replay({
    ...plan,
    engine,
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onStep: (progress: ReplayProgress) => onProgress(describe(progress)) }),
  });
  return result.aborted ? null : result;
}

function describe({ phase, step, steps, done }: ReplayProgress) {
  return { phase: phase === "train" ? "training" : "evaluating", done: step, total: steps, unit: "step", share: done } as const;
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
      loss: recorded.loss[steps - 1]!,
      trainAccuracy: recorded.trainAccuracy,
      testAccuracy: recorded.testAccuracy,
    },
  };
}

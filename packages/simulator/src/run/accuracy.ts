import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { LnsimError, type Optimizer } from "@lnsim/contracts";
import { createEngine, type Engine } from "@lnsim/numerics";
import type { Dataset, TraceContent, TraceReader } from "@lnsim/trace";
import { redrawn, replay, type Arithmetic, type ReplayOptions, type ReplayResult, type Schedule } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";
import { loadTraceDataset } from "../trace/datasets.ts";
import { readCheckpoint, writeCheckpoint, type TrainingIdentity } from "./checkpoint-file.ts";
import { diagnosticsOf, finite } from "./diagnostics.ts";
import { createDump } from "./dump.ts";
import { trainingProgress, type RunHooks, type RunRequest } from "./run-request.ts";

const mostThreads = 64;

/** A training to repeat. */
export interface ReplayPlan {
  readonly trace: TraceReader;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  /** 0 clips nothing. */
  readonly clipNorm: number;
  readonly steps: number;
  readonly seed: number;
  /** What decides every step, for checkpoints. */
  readonly identity: TrainingIdentity;
  /** Told of the products of one step, where something is. */
  readonly onProduct?: NonNullable<ReplayOptions["onProduct"]>;
}

/** What a request asks of the replay beside the training itself. */
export type ReplayRequest = Pick<RunRequest, "data" | "redraw" | "diagnose" | "dump" | "checkpoint" | "threads">;

/** A training that is ready to start: data and compiled kernels are there. */
export interface PreparedReplay extends ReplayPlan {
  readonly data: Dataset;
  readonly engine: Engine;
  /** The trace, or its training drawn anew. */
  readonly content: TraceContent;
  readonly request: ReplayRequest;
}

/**
 * Loads what a replay needs: the data set, from the package that the trace names or from a folder, and the
 * compiled kernels.
 *
 * @throws {LnsimError} when the data set is missing or another one than the trace was recorded with, or when the kernels
 * are not built.
 */
export function prepareReplay(plan: ReplayPlan, request: ReplayRequest): PreparedReplay {
  const engine = createEngine({ revectorize: true, threads: checkedThreads(request.threads ?? 1) });
  const data = loadTraceDataset(plan.trace.header, request.data);
  if (request.checkpoint !== undefined) requireFolder(request.checkpoint.file);
  const content = request.redraw === undefined ? plan.trace : redrawn(plan.trace, data, request.redraw);
  return { ...plan, engine, data, content, request };
}

/** @throws {LnsimError} for a number of threads that no machine has. */
function checkedThreads(threads: number): number {
  if (Number.isSafeInteger(threads) && threads >= 1 && threads <= mostThreads) return threads;
  throw new LnsimError({
    code: "invalid-value",
    message: "matrices cannot be multiplied on so many threads",
    path: "--threads",
    found: String(threads),
    expected: `a whole number from 1 to ${mostThreads}`,
  });
}

/** Refuses before the training what could not be kept during it. */
function requireFolder(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (cause) {
    throw new LnsimError({
      code: "file-unwritable",
      message: "the training cannot be kept there",
      path: file,
      found: (cause as NodeJS.ErrnoException).code ?? String(cause),
      remedy: "choose a folder that exists and may be written",
      cause,
    });
  }
}

/**
 * Repeats the training in the machine's arithmetic; null when it was stopped.
 *
 * @throws {LnsimError} for the checkpoint of another training, files that cannot be written, and tensors that are not.
 */
export function replayAccuracy(prepared: PreparedReplay, { onProgress, signal }: RunHooks): ReplayResult | null {
  const { content, data, engine, arithmetic, optimizer, schedule, clipNorm, steps, seed, onProduct, request } = prepared;
  const dump = request.dump === undefined ? null : createDump(request.dump);
  const options: ReplayOptions = {
    trace: content,
    data,
    engine,
    arithmetic,
    optimizer,
    schedule,
    steps,
    seed,
    ...(clipNorm > 0 && { clipNorm }),
    ...(request.diagnose !== undefined && { diagnosedSteps: request.diagnose }),
    ...(dump !== null && { onTensor: dump.observe }),
    ...(onProduct !== undefined && { onProduct }),
    ...keeping(prepared),
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onStep: (progress) => onProgress(trainingProgress(progress)) }),
  };
  try {
    const result = replay(options);
    if (result.aborted) return null;
    dump?.finish();
    return result;
  } finally {
    engine.close();
  }
}

function keeping({ request: { checkpoint }, identity, steps }: PreparedReplay): Pick<ReplayOptions, "checkpoints" | "resume"> {
  if (checkpoint === undefined) return {};
  const { file, every } = checkpoint;
  const resume = readCheckpoint(file, identity, steps);
  return {
    checkpoints: { every, save: (state) => writeCheckpoint(file, identity, state) },
    ...(resume !== null && { resume }),
  };
}

/** A replay as the result states it, beside what the trace recorded. */
export function accuracyOf({ trace, content, optimizer }: PreparedReplay, replayed: ReplayResult): NonNullable<RunResult["accuracy"]> {
  const { counts, loss, steps, trainAccuracy, testAccuracy, testLoss, clamps, diagnostics } = replayed;
  return {
    steps,
    loss: Array.from(loss, finite),
    trainAccuracy,
    testAccuracy,
    testLoss: finite(testLoss),
    optimizer: optimizer.id,
    weightClamp: optimizer.gridTop === "current-maximum" ? null : optimizer.gridTop.initialRms,
    losses: counts === null ? null : { steps: counts.steps, ...counts.total },
    clamps,
    diagnostics: diagnostics.map(diagnosticsOf),
    reference: content === trace ? referenceOf(trace, steps) : null,
  };
}

function referenceOf({ header, recorded }: TraceReader, steps: number): NonNullable<RunResult["accuracy"]>["reference"] {
  if (recorded === null) throw new Error(`value trace ${header.name} recorded nothing`);
  const { loss, trainAccuracy, testAccuracy, testLoss } = recorded;
  return {
    steps: header.steps,
    optimizer: header.recipe?.optimizer ?? "not recorded",
    loss: Array.from(loss.subarray(0, steps)),
    trainAccuracy,
    testAccuracy,
    testLoss,
  };
}

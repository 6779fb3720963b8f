import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import { writeTrace, type NetworkName } from "@lnsim/trace";
import { recordTrace as record } from "@lnsim/training";
import { createRegistry } from "../plugin/builtin.ts";
import { loadNamedDataset } from "../trace/datasets.ts";
import { traceInfo, type TraceInfo } from "../trace/trace-info.ts";
import { requireWritable } from "./require-writable.ts";
import { trainingProgress, type RunHooks } from "./run-request.ts";

/** A training to record. Plain data, so that it can be sent to a worker. */
export interface RecordRequest {
  /** Trace file to write. */
  readonly file: string;
  /** Name of the trace. */
  readonly name: string;
  /** The network to train. */
  readonly network: NetworkName;
  /** Name of the data set, such as "mnist". */
  readonly dataset: string;
  /** Of the network "mlp": widths of the layers between inputs and classes, such as [256, 128]. */
  readonly hidden: readonly number[];
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  /** Identifier of the optimizer. */
  readonly optimizer: string;
  readonly plugins?: readonly string[];
  readonly folder?: string;
  /** A folder of idx files or texts in place of the data set package. */
  readonly data?: string;
}

/** What was recorded. */
export type RecordSummary = TraceInfo;

/**
 * Trains in full precision and writes the training as a trace; the file appears whole or not at all.
 * Resolves to null when it was stopped.
 *
 * @throws {LnsimError} for sizes that cannot be, an unknown optimizer, a missing data set or a file that cannot be written.
 */
export async function recordTrace(request: RecordRequest, hooks: RunHooks = {}): Promise<RecordSummary | null> {
  const folder = request.folder ?? process.cwd();
  const file = resolve(folder, request.file);
  requireName(request.name);
  requireSizes(request);
  requireWritable(file, "the trace");
  const registry = await createRegistry(request.plugins, folder);
  const optimizer = registry.optimizer(request.optimizer);
  const { data, reference } = loadNamedDataset(request.dataset, request.data);
  const { onProgress, signal } = hooks;
  const trace = record({
    name: request.name,
    network: request.network,
    hidden: request.hidden,
    data,
    dataset: reference,
    epochs: request.epochs,
    batchSize: request.batchSize,
    seed: request.seed,
    optimizer,
    binary32: registry.format("fp32"),
    engine: createEngine({ revectorize: true }),
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onStep: (progress) => onProgress(trainingProgress(progress)) }),
  });
  if (trace === null) return null;
  writeTrace(file, trace);
  return traceInfo({ trace: file });
}

/** A trace is asked for by its name, and its file is called by it. */
function requireName(name: string): void {
  if (/^\w[\w.-]*$/.test(name)) return;
  throw new LnsimError({
    code: "invalid-value",
    message: "a trace cannot have this name",
    path: "--name",
    found: name === "" ? "nothing" : name,
    expected: "letters, digits, _, - and full stops",
  });
}

function requireSizes(request: RecordRequest): void {
  const require = (flag: string, found: number, maximum: number): void => {
    if (Number.isSafeInteger(found) && found >= 1 && found <= maximum) return;
    throw new LnsimError({
      code: "invalid-value",
      message: "a training of this size cannot be recorded",
      path: flag,
      found: String(found),
      expected: `a whole number from 1 to ${maximum}`,
    });
  };
  for (const width of request.hidden) require("--hidden", width, 65536);
  require("--batch", request.batchSize, 65536);
  require("--epochs", request.epochs, 1000);
  if (Number.isSafeInteger(request.seed) && request.seed >= 0) return;
  throw new LnsimError({
    code: "invalid-value",
    message: "a seed is a whole number from 0",
    path: "--seed",
    found: String(request.seed),
  });
}

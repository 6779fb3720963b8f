import { macs, opCounts, parameterCount, totalMacs, type LayerSpec, type Macs, type TraceReader } from "@lnsim/trace";
import { openNamedTrace, type TraceRequest } from "./open-named-trace.ts";

/** What a trace holds, as plain data. */
export interface TraceInfo {
  readonly name: string;
  readonly kind: "value" | "shape";
  readonly description: string;
  /** Path of the file, or the name of a trace that was built on the fly. */
  readonly file: string;
  /** Of the file, be it written or not. */
  readonly sizeBytes: number;
  /** SHA-256 of the content. */
  readonly hash: string;
  readonly schema: number;
  readonly model: readonly LayerSpec[];
  /** Number of trained values, biases included; 0 where the layers are not known. */
  readonly parameters: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly steps: number;
  /** Multiply-accumulates of one full-batch step. */
  readonly macs: Macs;
  /** Multiply-accumulates of all steps. */
  readonly totalMacs: Macs;
  /** Operations of one full-batch step. */
  readonly ops: number;
  /** The same by pass. */
  readonly opsByPass: { readonly [pass: string]: number };
  readonly stepShapes: readonly { readonly batch: number; readonly count: number; readonly ops: number }[];
  readonly dataset: { readonly name: string; readonly package: string; readonly version: string } | null;
  readonly recipe: { readonly optimizer: string; readonly seed: number; readonly biases: string } | null;
  /** What the source run reached in full precision. */
  readonly recorded: { readonly testAccuracy: number; readonly testLoss: number; readonly trainAccuracy: number; readonly finalLoss: number } | null;
  readonly source: { readonly [key: string]: string };
}

/** Reads (or builds) and checks a trace and says what it holds. @throws {LnsimError} as {@link openNamedTrace}. */
export function traceInfo(request: TraceRequest): TraceInfo {
  return describe(openNamedTrace(request));
}

function describe(trace: TraceReader): TraceInfo {
  const { header, recorded } = trace;
  const { dataset } = header;
  const full = header.stepShapes[0];
  return {
    name: header.name,
    kind: header.kind,
    description: header.description,
    file: trace.path,
    sizeBytes: trace.sizeBytes,
    hash: trace.contentHash,
    schema: header.schema,
    model: header.model,
    parameters: parameterCount(header.model),
    batchSize: header.batchSize,
    epochs: header.epochs,
    steps: header.steps,
    macs: macs(header),
    totalMacs: totalMacs(header),
    ops: full?.ops.length ?? 0,
    opsByPass: opCounts(header),
    stepShapes: header.stepShapes.map(({ batch, count, ops }) => ({ batch, count, ops: ops.length })),
    dataset: dataset === undefined ? null : { name: dataset.name, package: dataset.package, version: dataset.version },
    recipe: header.recipe === undefined ? null : { ...header.recipe },
    recorded:
      recorded === null
        ? null
        : {
            testAccuracy: recorded.testAccuracy,
            testLoss: recorded.testLoss,
            trainAccuracy: recorded.trainAccuracy,
            finalLoss: recorded.loss.at(-1) ?? Number.NaN,
          },
    source: header.source,
  };
}

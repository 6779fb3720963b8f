import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import { LnsimError, nearestName } from "@lnsim/contracts";
import { buildTrace, findWorkload, openTrace, traceInMemory, type TraceReader, type Workload } from "@lnsim/trace";
import { builtNames, builtNetworks, namesLike } from "./built-names.ts";
import { shippedTraces } from "./shipped-traces.ts";

/** Which trace is wanted. */
export interface TraceRequest {
  /** A shipped trace, a workload that is built on the fly, sizes in one line such as "gemm:64,64,64", or a file. */
  readonly trace: string;
  /** Where a relative path starts; the current folder by default. */
  readonly folder?: string;
  /** Samples in a step, of a workload that is built; 32 by default. */
  readonly batch?: number;
}

/**
 * Opens a trace by name or path. One that is built is never written: it has the content hash its file would have.
 *
 * @throws {LnsimError} code "unknown-name" (with the nearest name), "file-not-found", as `openTrace` for a damaged file, and
 * for sizes or a batch that cannot be.
 */
export function openNamedTrace({ trace, folder = process.cwd(), batch }: TraceRequest): TraceReader {
  const isPath = /[\\/]/.test(trace);
  const workload = isPath ? undefined : findWorkload(trace);
  if (workload !== undefined) return builtTrace(workload, batch);
  const file = isPath || extname(trace) !== "" ? existingFile(trace, folder) : shippedFile(trace);
  if (batch !== undefined) throw fixedBatch(trace, batch);
  return openTrace(file);
}

/** How many built traces are kept: those of the points of a sweep, one after the other. */
const mostKept = 4;
const kept = new Map<string, TraceReader>();

/** Builds a trace, unless it was among the last ones. */
function builtTrace(workload: Workload, batch: number | undefined): TraceReader {
  const key = `${workload.name} ${batch}`;
  const trace = kept.get(key) ?? traceInMemory(buildTrace(workload, batch));
  kept.delete(key);
  kept.set(key, trace);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return trace;
}

function existingFile(name: string, folder: string): string {
  const file = resolve(folder, name);
  if (existsSync(file)) return file;
  throw new LnsimError({ code: "file-not-found", message: `there is no trace file ${name}`, path: file });
}

function shippedFile(name: string): string {
  const shipped = shippedTraces();
  const found = shipped.find((entry) => entry.name === name);
  if (found !== undefined) return found.path;
  const names = shipped.map((entry) => entry.name);
  const nearest = nearestName(name, [...names, ...namesLike(name)]);
  throw new LnsimError({
    code: "unknown-name",
    message: `there is no trace "${name}"`,
    found: name,
    expected: `${names.join(", ")}, ${builtNames}`,
    ...(nearest !== undefined && { nearest }),
    remedy: `"lnsim trace list" lists them; a file is named with its extension, such as ./mine.lntrace`,
  });
}

function fixedBatch(name: string, batch: number): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: `the batches of the trace ${name} are those it was written with`,
    path: "--batch",
    found: String(batch),
    expected: `no batch, or a trace that is built: ${builtNetworks}`,
  });
}

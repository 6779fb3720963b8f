import { resolve } from "node:path";
import { LnsimError, nearestName } from "@lnsim/contracts";
import { buildTrace, findWorkload, writeTrace } from "@lnsim/trace";
import { builtNames, namesLike } from "./built-names.ts";
import { traceInfo, type TraceInfo } from "./trace-info.ts";

/** A shape trace to write. */
export interface BuildRequest {
  /** Name of a workload, or sizes in one line. */
  readonly name: string;
  /** Trace file to write. */
  readonly file: string;
  /** Where a relative path starts; the current folder by default. */
  readonly folder?: string;
  /** Samples in the step; 32 by default. */
  readonly batch?: number;
}

/**
 * Builds the trace of a training step and writes it; the file appears whole or not at all. The same request gives the same
 * bytes.
 *
 * @throws {LnsimError} for an unknown name, sizes or a batch that cannot be, or a file that cannot be written.
 */
export function buildTraceFile({ name, file, folder = process.cwd(), batch }: BuildRequest): TraceInfo {
  const workload = findWorkload(name);
  if (workload === undefined) throw unknownWorkload(name);
  const path = resolve(folder, file);
  writeTrace(path, buildTrace(workload, batch));
  return traceInfo({ trace: path });
}

function unknownWorkload(name: string): LnsimError {
  const nearest = nearestName(name, namesLike(name));
  return new LnsimError({
    code: "unknown-name",
    message: `there is no network "${name}" to build a trace of`,
    found: name,
    expected: builtNames,
    ...(nearest !== undefined && { nearest }),
  });
}

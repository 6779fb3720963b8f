import { buildTrace, findWorkload, oneLineForms, openTrace, parameterCount, stepMacs, workloadNames, type TraceHeader } from "@lnsim/trace";
import { shippedTraces } from "./shipped-traces.ts";

/** A trace that can be asked for by its name alone. */
export interface TraceListing {
  readonly name: string;
  /** A value trace ships as a file and can be trained again; a shape trace is built when it is asked for. */
  readonly kind: "value" | "shape";
  readonly title: string;
  /** Trained values. */
  readonly parameters: number;
  /** Multiply-accumulates of the forward pass of one sample. */
  readonly forwardMacs: number;
  /** Samples in a full step, unless others are asked for. */
  readonly batchSize: number;
  /** The command that makes it. */
  readonly made: string;
  /** File and data set of a value trace. */
  readonly path: string | null;
  readonly dataset: string | null;
}

/** Traces that are described by their name: how it looks, and what it is. */
export const traceForms: readonly { readonly form: string; readonly title: string }[] = oneLineForms;

/** All named traces: those that ship, then those that are built. */
export function listTraces(): readonly TraceListing[] {
  const shipped = shippedTraces().map(({ name, title, path, dataset, made }) => ({ name, title, ...sizesOf(openTrace(path).header), made, path, dataset }));
  const built = workloadNames.map((name) => {
    const workload = findWorkload(name)!;
    const { header } = buildTrace(workload);
    return { name, title: workload.title, ...sizesOf(header), made: header.source["command"]!, path: null, dataset: null };
  });
  return [...shipped, ...built];
}

function sizesOf({ kind, model, batchSize, stepShapes }: TraceHeader): Pick<TraceListing, "kind" | "parameters" | "forwardMacs" | "batchSize"> {
  return { kind, parameters: parameterCount(model), forwardMacs: stepMacs(stepShapes[0]!).fprop / batchSize, batchSize };
}

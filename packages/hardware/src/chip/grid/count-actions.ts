import type { VectorAction } from "../../vector/vector-step.ts";
import { drainFlags, type GemmJob, type Job, type VectorJob } from "../job/job.ts";
import { countedKeys, type CountedKey } from "./array-actions.ts";
import type { PeGridDescription } from "./description.ts";
import type { GridCounters } from "./read-counters.ts";

type Counts = { readonly [key in CountedKey]?: number };

/** The actions of a job, in the order of {@link countedKeys}. */
export function countActions(description: PeGridDescription, job: Job, counters: GridCounters): Float64Array {
  const counts: Counts = {
    ...(job.kind === "gemm" ? gemmCounts(description, job, counters) : passCounts(job, counters)),
    globalBufferRead: counters.packetsRead,
    globalBufferWrite: counters.packetsWritten,
    linkFlit: counters.flitHops,
    transposerBlock: counters.blocks,
  };
  return Float64Array.from(countedKeys, (key) => counts[key] ?? 0);
}

function gemmCounts({ pe }: PeGridDescription, job: GemmJob, { pes }: GridCounters): Counts {
  const dots = pes.dots;
  return {
    bufferARead: pes.readA,
    bufferAWrite: pes.writeA,
    bufferBRead: pes.readB,
    bufferBWrite: pes.writeB,
    laneLoad: pes.readA,
    dot: dots,
    idleLane: pes.idleLanes,
    exponentAdd: dots * pe.vectorSize,
    shift: dots * pe.vectorSize,
    tree: dots,
    constantMultiply: dots,
    binAdd: dots,
    accumulate: dots,
    ...(job.scalesVectors === 1 && { vectorScale: dots }),
    collectorRead: pes.collectorReads,
    collectorWrite: pes.collectorWrites,
    ...(job.writesPartialSums === 1 ? {} : drainCounts(job.drain, pes.results)),
  };
}

/** Actions of the PPU on finished results. Statistics are a sum and a sum of squares. */
function drainCounts(drain: number, results: number): Counts {
  const when = (flag: number): number => ((drain & flag) === 0 ? 0 : results);
  return {
    scale: results,
    activate: when(drainFlags.activate),
    quantise: when(drainFlags.quantise),
    maximum: when(drainFlags.reduce),
    add: 2 * when(drainFlags.statistics),
    multiply: when(drainFlags.statistics),
  };
}

function passCounts(job: VectorJob, { pes }: GridCounters): Counts {
  const counts: { [key in VectorAction]?: number } = {};
  for (const { action, perElement } of job.operations) counts[action] = (counts[action] ?? 0) + Math.ceil(pes.elements * perElement - 1e-6);
  const { pass: _trip, ...actions } = counts;
  return actions;
}

import { drainFlags, movedBitsA, movedBitsB, type GemmJob, type JobTiming } from "../../chip/job/job.ts";
import { passes } from "../../workload/pass.ts";
import type { SystolicDescription } from "../layer/description.ts";
import { inputSide, layerFrom, type OperandSide, type SystolicLayer } from "../layer/layer.ts";
import { systolicActionCounts } from "../op/actions.ts";
import type { SystolicOpTiming } from "../op/op-timing.ts";
import { countsOf, type JobActionKey } from "./actions.ts";

/** What a job needs to know beside the array. */
export interface JobWidths {
  /** Bits of a partial sum that leaves the array or comes back. */
  readonly accumulatorBits: number;
  /** Bytes of a word of the global buffer. */
  readonly bankBytes: number;
}

const transposedElements = 32 * 32;

function inputsOf({ pass }: GemmJob): OperandSide {
  return inputSide(passes[pass] === "wgrad" ? "wgrad" : "fprop");
}

/** The layer that a job is. */
export function layerOfJob(job: GemmJob): SystolicLayer {
  return layerFrom(job, inputsOf(job));
}

/** What a job took and did, from the folds of its layer; operands come from and results go to the global buffer in time. */
export function gemmJobTiming(job: GemmJob, timing: SystolicOpTiming, description: SystolicDescription, widths: JobWidths): JobTiming {
  const { mac, idlePe, operandMove, ofmapRead } = systolicActionCounts(description, timing);
  return {
    cycles: timing.cycles,
    counts: countsOf({ mac, idlePe, operandMove, ofmapRead, ofmapWrite: ofmapRead, ...bufferCounts(job, timing, widths), ...drainCounts(job) }),
    activity: Float64Array.of(timing.fillCycles, timing.multiplyCycles, timing.drainCycles, 0),
    events: timing.simulation.events,
  };
}

/**
 * Operands are read once for every fold that takes them; partial sums of an earlier job, and masks, once per result. Partial
 * sums between the folds of a job stay at the array.
 */
function bufferCounts(job: GemmJob, { accesses }: SystolicOpTiming, { accumulatorBits, bankBytes }: JobWidths) {
  const { m, n, bitsOut, maskBits, readsPartialSums, writesPartialSums } = job;
  const [readsA, readsB] = inputsOf(job) === "a" ? [accesses.ifmapReads, accesses.filterReads] : [accesses.filterReads, accesses.ifmapReads];
  const words = (elements: number, bits: number): number => Math.ceil((elements * bits) / (8 * bankBytes));
  const blocks = (elements: number): number => Math.ceil(elements / transposedElements);
  const results = m * n;
  return {
    globalBufferRead: words(readsA, movedBitsA(job)) + words(readsB, movedBitsB(job)) + words(results, readsPartialSums * accumulatorBits) + words(results, maskBits),
    globalBufferWrite: words(results, writesPartialSums === 1 ? accumulatorBits : bitsOut),
    transposerBlock: job.transposesA * blocks(readsA) + job.transposesB * blocks(readsB),
  };
}

/** What the PPU does with the results of a job that finishes them. */
function drainCounts({ m, n, drain, writesPartialSums }: GemmJob): { readonly [key in JobActionKey]?: number } {
  if (writesPartialSums === 1) return {};
  const results = m * n;
  const does = (flag: number): number => ((drain & flag) === 0 ? 0 : results);
  const statistics = does(drainFlags.statistics);
  return {
    scale: results,
    activate: does(drainFlags.activate),
    quantise: does(drainFlags.quantise),
    maximum: does(drainFlags.reduce),
    add: 2 * statistics,
    multiply: statistics,
  };
}

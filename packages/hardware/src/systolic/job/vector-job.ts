import type { JobTiming, VectorJob } from "../../chip/job/job.ts";
import { unitCycles, type UnitRates } from "../../vector/unit-cycles.ts";
import { actionKeyOf, countsOf, type JobActionKey } from "./actions.ts";

/** Rates of what works beside an array: the vector unit at the end of its columns, and the weight-update unit. */
export interface VectorRates extends UnitRates {
  readonly updatesPerCycle: number;
}

/** Cycles of a pass on the vector unit, an element of each column a cycle, or on the weight-update unit. */
export function vectorJobCycles({ unit, elements, operations }: VectorJob, rates: VectorRates): number {
  return unit === "update" ? Math.ceil(elements / rates.updatesPerCycle) : Math.max(1, unitCycles(rates, operations, elements));
}

/** What a pass took and did; tensors are read and written in whole words of the global buffer. */
export function vectorJobTiming(job: VectorJob, rates: VectorRates, bankBytes: number): JobTiming {
  const cycles = vectorJobCycles(job, rates);
  const { elements, readBits, writeBits, operations } = job;
  const words = (bits: number): number => Math.ceil((elements * bits) / (8 * bankBytes));
  const counts: { [key in JobActionKey]?: number } = { globalBufferRead: words(readBits), globalBufferWrite: words(writeBits) };
  for (const { action, perElement } of operations) {
    const key = actionKeyOf(action);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + Math.round(elements * perElement);
  }
  return { cycles, counts: countsOf(counts), activity: Float64Array.of(0, 0, 0, cycles), events: 1 };
}

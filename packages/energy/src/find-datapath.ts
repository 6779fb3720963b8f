import type { DatapathRecord, EnergyTable } from "./energy-table.ts";
import type { NoCost } from "./memory-cost.ts";
import type { PricingContext } from "./pricing-context.ts";

/** The record of a datapath of this many terms, or why there is none. */
export function findDatapath(table: EnergyTable, datapath: PricingContext["datapath"]): DatapathRecord | NoCost {
  const { costRecord, vectorSize, description } = datapath;
  if (costRecord === null) return { reason: `the datapath "${description}" names no cost record` };
  const sameRecord = table.datapaths.filter((record) => record.record === costRecord);
  const found = sameRecord.find((record) => record.terms === vectorSize);
  if (found !== undefined) return found;
  if (sameRecord.length === 0) {
    const known = [...new Set(table.datapaths.map((record) => record.record))].toSorted();
    return { reason: `the table ${table.name} has no record "${costRecord}" (it has ${known.join(", ")})` };
  }
  const terms = sameRecord.map((record) => record.terms).join(", ");
  return { reason: `the table ${table.name} has "${costRecord}" for dot products of ${terms} terms, not of ${vectorSize}` };
}

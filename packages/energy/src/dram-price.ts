import { scaleBounds } from "./bounds.ts";
import type { Bounds, DramAccess, DramRecord, EnergyTable } from "./energy-table.ts";
import type { NoCost } from "./memory-cost.ts";
import type { MachineDram } from "./pricing-context.ts";

/** A price of DRAM, with the record it is from. */
export interface DramPrice {
  readonly record: DramRecord;
  readonly pricePj: Bounds;
  readonly reasoning: string;
}

/** Refreshes of a channel that together refresh all its rows (JEDEC: 8,192 in 32 or 64 ms). */
const refreshesPerRound = 8192;

/**
 * What one access of DRAM costs: a burst over the pins, a row opened and closed, or a refresh of a channel, which opens
 * 1/8192 of its bytes. Standby currents are in none of them.
 */
export function dramPrice(table: EnergyTable, access: DramAccess, dram: MachineDram | null): DramPrice | NoCost {
  if (dram === null) return { reason: "the machine states no kind of DRAM" };
  const record = table.drams.find((candidate) => candidate.dram === dram.kind);
  if (record === undefined) {
    const known = table.drams.map((candidate) => candidate.dram).join(", ");
    return { reason: `the table ${table.name} knows no DRAM "${dram.kind}" (it has ${known})` };
  }
  const priced = (pricePj: Bounds, what: string): DramPrice => ({ record, pricePj, reasoning: `${what}: ${record.reasoning}` });
  switch (access) {
    case "burst":
      return priced(scaleBounds(record.transferPjPerBit, 8 * dram.burstBytes), `a burst of ${dram.burstBytes} B, row activation apart`);
    case "activate":
      return priced(scaleBounds(record.activatePjPerByte, dram.rowBytes), `a row of ${dram.rowBytes} B`);
    case "refresh":
      return refreshPrice(record, dram.channelBytes);
  }
}

function refreshPrice(record: DramRecord, channelBytes: number | null): DramPrice | NoCost {
  if (channelBytes === null) return { reason: "a refresh costs by the bytes of a channel, and capacity is unbounded" };
  const bytes = channelBytes / refreshesPerRound;
  const pricePj = scaleBounds(record.activatePjPerByte, bytes);
  return { record, pricePj, reasoning: `${bytes} B, 1/${refreshesPerRound} of a channel, opened as rows are: ${record.reasoning}` };
}

import type { Bounds, DatapathRecord, EnergyTable } from "./energy-table.ts";
import type { NoCost } from "./memory-cost.ts";
import type { SimulatedDatapath } from "./pricing-context.ts";

/**
 * The record of a datapath of this many terms, or why there is none.
 *
 * - A record of as many terms is taken as it is.
 * - Sums in ascending order accumulate every term by itself: the record of one term, as often as there are terms.
 * - Between two records a term costs a part that does not depend on how many there are, and a share of what all share:
 *   linear in 1 / terms (kind `scaled`).
 * - Beyond the largest record a term costs what it costs there (kind `assumed`): modules side by side, an upper bound.
 */
export function findDatapath(table: EnergyTable, datapath: SimulatedDatapath): DatapathRecord | NoCost {
  const { costRecord, vectorSize, description, order } = datapath;
  const known = [...new Set(table.datapaths.map((record) => record.record))].toSorted().join(", ");
  if (costRecord === null) return { reason: `the datapath "${description}" names no cost record: no hardware like it was synthesised (there are ${known})` };
  const records = table.datapaths.filter((record) => record.record === costRecord).toSorted((a, b) => a.terms - b.terms);
  if (records.length === 0) return { reason: `the table ${table.name} has no record "${costRecord}" (it has ${known})` };
  const usable = order === "ascending" ? records.filter((record) => record.terms === 1) : records;
  if (usable.length === 0) return { reason: `the table ${table.name} has no "${costRecord}" of one term, and sums are in ascending order` };
  return ofTerms(usable, vectorSize);
}

function ofTerms(records: readonly DatapathRecord[], terms: number): DatapathRecord | NoCost {
  const below = records.findLast((record) => record.terms <= terms);
  const above = records.find((record) => record.terms >= terms);
  if (below === undefined) return { reason: `"${above!.record}" was synthesised for dot products of ${above!.terms} terms and more, not of ${terms}` };
  if (above === undefined) return sideBySide(below, terms);
  return below === above ? below : between(below, above, terms);
}

function sideBySide(record: DatapathRecord, terms: number): DatapathRecord {
  const one = record.terms === 1 ? "single multiply-accumulates" : `dot products of ${record.terms} terms`;
  const how = `a dot product of ${terms} terms was not synthesised: priced term by term as in ${one}, each with an accumulator of its own: an upper bound for a tree that shares one`;
  return { ...record, terms, kind: "assumed", reasoning: joined(how, record.reasoning) };
}

function between(below: DatapathRecord, above: DatapathRecord, terms: number): DatapathRecord {
  const share = (1 / below.terms - 1 / terms) / (1 / below.terms - 1 / above.terms);
  const at = (low: number, high: number): number => low + (high - low) * share;
  const boundsAt = (low: Bounds, high: Bounds): Bounds => ({ low: at(low.low, high.low), high: at(low.high, high.high) });
  const how = `a dot product of ${terms} terms lies between the records of ${below.terms} and ${above.terms}: interpolated linearly in 1 / terms, what a term shares with the others`;
  return {
    ...below,
    terms,
    areaUm2PerTerm: at(below.areaUm2PerTerm, above.areaUm2PerTerm),
    leakageNwPerTerm: at(below.leakageNwPerTerm, above.leakageNwPerTerm),
    delayNs: at(below.delayNs, above.delayNs),
    forwardFj: boundsAt(below.forwardFj, above.forwardFj),
    gradientFj: boundsAt(below.gradientFj, above.gradientFj),
    kind: below.kind === "assumed" ? "assumed" : "scaled",
    reasoning: joined(how, below.reasoning),
  };
}

function joined(how: string, reasoning: string | undefined): string {
  return reasoning === undefined ? how : `${how}; ${reasoning}`;
}

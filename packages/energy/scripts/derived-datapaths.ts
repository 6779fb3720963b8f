import type { Bounds, DatapathRecord } from "../src/index.ts";
import { semantics } from "./semantics.ts";

/**
 * Records between synthesised ones: tables of 2 and 4 constants in every lane, log-domain adders of 13 to 15 bits, and elements
 * of vectors with scales of their own. Each says what it lies between.
 */
export function derivedDatapaths(studied: readonly DatapathRecord[]): DatapathRecord[] {
  const find = (record: string, terms: number): DatapathRecord => studied.find((one) => one.record === record && one.terms === terms)!;
  const lanes = [1, 32].flatMap((terms) => [2, 4].map((constants) => smallTable(constants, find("lns8_lut1", terms), find("lns8_lut8", terms))));
  const additions = [13, 14, 15].map((bits) => betweenWidths(bits, find("lnslog12", 1), find("lnslog16", 1)));
  const scaled = [1, 32].flatMap((terms) => [scaledIntegers(find("int8", terms)), scaledFloats(find("fp8fix24", terms), find("fp8a32", terms))]);
  return [...lanes, ...additions, ...scaled];
}

/** A lane looks its constant up by a remainder of 3 bits whatever the table holds: fewer distinct constants are simpler logic. */
function smallTable(constants: number, none: DatapathRecord, all: DatapathRecord): DatapathRecord {
  return {
    ...all,
    record: `lns8_lut${constants}`,
    semantics: semantics.lns8_lut8!.replace("a constant for each of 8 remainders", `${constants} constants with a linear fraction between them`),
    forwardFj: { low: none.forwardFj.low, high: all.forwardFj.high },
    gradientFj: { low: none.gradientFj.low, high: all.gradientFj.high },
    kind: "assumed",
    reasoning:
      `not synthesised: energy from that of no table to that of 8 constants, since ${constants} constants and the fractions between them are ` +
      "a table of 8 entries with fewer distinct bits; area, leakage and delay are those of 8 constants, upper bounds",
  };
}

/** Adder, comparator and segments grow by a slice with every bit. */
function betweenWidths(bits: number, narrow: DatapathRecord, wide: DatapathRecord): DatapathRecord {
  const share = (bits - narrow.accumulatorBits) / (wide.accumulatorBits - narrow.accumulatorBits);
  const at = (low: number, high: number): number => Number((low + (high - low) * share).toPrecision(6));
  const boundsAt = (low: Bounds, high: Bounds): Bounds => ({ low: at(low.low, high.low), high: at(low.high, high.high) });
  return {
    ...narrow,
    record: `lnslog${bits}`,
    semantics: narrow.semantics.replace(`${narrow.accumulatorBits - 1} bits`, `${bits - 1} bits`),
    accumulatorBits: bits,
    areaUm2PerTerm: at(narrow.areaUm2PerTerm, wide.areaUm2PerTerm),
    leakageNwPerTerm: at(narrow.leakageNwPerTerm, wide.leakageNwPerTerm),
    delayNs: at(narrow.delayNs, wide.delayNs),
    forwardFj: boundsAt(narrow.forwardFj, wide.forwardFj),
    gradientFj: boundsAt(narrow.gradientFj, wide.gradientFj),
    kind: "scaled",
    reasoning: `interpolated linearly in the width between ${narrow.accumulatorBits} and ${wide.accumulatorBits} bits: adder, comparator and segments grow by a slice a bit; ${narrow.reasoning}`,
  };
}

const scaledSums = "sums of a vector are exact, are multiplied by the scales of its two vectors, and enter a binary32 accumulator";

/** Integers of up to 8 bits whose vectors have scales. */
function scaledIntegers(record: DatapathRecord): DatapathRecord {
  return {
    ...record,
    record: "int8-scaled",
    semantics: `products of integers of up to 8 bits; ${scaledSums}`,
    accumulatorBits: 32,
    kind: "assumed",
    reasoning:
      "not synthesised: multipliers, tree and accumulator as those of whole 8-bit integers, an upper bound for narrower ones; the multiplication by " +
      "the scales is priced apart (vectorMac.vectorScale), the area that it takes is left out",
  };
}

/** Floats of up to 8 bits whose vectors have scales: between a tree of integers behind shifters and one aligned to the largest exponent. */
function scaledFloats(window: DatapathRecord, aligned: DatapathRecord): DatapathRecord {
  return {
    ...aligned,
    record: "fp8-scaled",
    semantics: `products of floats of up to 8 bits; ${scaledSums}`,
    windowBits: null,
    forwardFj: { low: window.forwardFj.low, high: aligned.forwardFj.high },
    gradientFj: { low: window.gradientFj.low, high: aligned.gradientFj.high },
    kind: "assumed",
    reasoning:
      "not synthesised: energy from that of E4M3 products shifted into 24 bits to that of E4M3 products aligned for a binary32 accumulator, whose area, " +
      "leakage and delay are taken; an upper bound for elements of 6 and 4 bits; the multiplication by the scales is priced apart (vectorMac.vectorScale)",
  };
}

import { codeOf, type Element } from "./element.ts";
import { createRoundingTable, type TableRounding } from "./rounding-table.ts";

/**
 * Codes by the bits of a single-precision number. With size = 2^shift, the entry of the cell that its upper bits select
 * plus its lower bits is 2 * size * rank and less than 2 * size more; a rank is a magnitude's index, or one more for NaN.
 */
export interface WordTable {
  readonly shift: number;
  readonly entries: Int32Array;
  /** Codes by rank, of positive numbers and then of negative ones. */
  readonly codes: Uint8Array;
}

const singleBias = 127;
const doubleBias = 1023;
const singleFractionBits = 23;
const infinityBits = 0x7f800000;

/** The table of an element in one rounding mode; subnormal numbers lie below every element. */
export function createWordTable(element: Element, mode: TableRounding): WordTable {
  const { magnitudes, midpointBits } = element;
  const { first: firstOfDoubles, segments, codes: rounded } = createRoundingTable(element, mode);
  const shift = singleFractionBits - midpointBits;
  const step = 2 ** (shift + 1);
  const first = firstOfDoubles + (singleBias - doubleBias) * 2 ** midpointBits;
  const infinityCell = infinityBits >>> shift;
  const entries = Int32Array.from({ length: 2 ** (8 + midpointBits) }, (_, cell) => {
    if (cell === infinityCell) return step * magnitudes.length - 1;
    if (cell > infinityCell) return step * magnitudes.length;
    // Positive codes are ranks: one of the cell's start, and one, the same or the next, of all that lies above it.
    const segment = Math.max(0, Math.min(segments - 1, cell - first + 1));
    const [start, above] = [rounded[2 * segment], rounded[2 * segment + 1]];
    return above === start ? step * start : step * above - 1;
  });
  return { shift, entries, codes: codesByRank(element) };
}

function codesByRank(element: Element): Uint8Array {
  const count = element.magnitudes.length;
  return Uint8Array.from({ length: 2 * (count + 1) }, (_, index) => {
    const rank = index % (count + 1);
    return rank === count ? (element.nanCode ?? 0) : codeOf(element, rank, index > count);
  });
}

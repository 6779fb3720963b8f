import { codeOf, largestOf, type Element } from "./element.ts";

/** Roundings that depend on the value alone. */
export type TableRounding = "nearest-even" | "half-away" | "toward-zero";

/**
 * Codes by the upper bits of a double. The upper bits select a segment; all numbers and midpoints lie on starts of
 * segments, so that one code belongs to a start and one to all that lies between it and the next.
 */
export interface RoundingTable {
  /** Bits of a double's high word below those that select a segment. */
  readonly shift: number;
  /** The high word, shifted, of the segment after the first one, which holds all smaller magnitudes. */
  readonly first: number;
  /** Segments per sign; the last one holds all larger magnitudes. */
  readonly segments: number;
  /** Entry (sign * segments + segment) * 2 + (0 at the start, 1 above it). */
  readonly codes: Uint8Array;
}

/** The table of an element in one rounding mode. */
export function createRoundingTable(element: Element, mode: TableRounding): RoundingTable {
  const { magnitudes, midpointBits } = element;
  const perOctave = 2 ** midpointBits;
  const lowest = leadingExponent(magnitudes[1]) - 1;
  const highest = leadingExponent(largestOf(element));
  const segments = (highest - lowest + 1) * perOctave + 2;
  const codes = new Uint8Array(4 * segments);
  for (let segment = 0; segment < segments; segment++) {
    const octave = Math.floor((segment - 1) / perOctave);
    const width = 2 ** (lowest + octave - midpointBits);
    const start = (((segment - 1) % perOctave) + perOctave) * width;
    for (const [isAbove, magnitude] of [start, start + width / 2].entries()) {
      const index = segment === 0 ? 0 : roundToIndex(magnitudes, magnitude, mode);
      codes[2 * segment + isAbove] = codeOf(element, index, false);
      codes[2 * (segments + segment) + isAbove] = codeOf(element, index, true);
    }
  }
  return { shift: 20 - midpointBits, first: (lowest + 1023) * perOctave, segments, codes };
}

/** Index of the magnitude that a value is rounded to, by a search; even is what has an even index. */
function roundToIndex(magnitudes: Float64Array, value: number, mode: TableRounding): number {
  const above = magnitudes.findIndex((magnitude) => magnitude >= value);
  if (above === -1) return magnitudes.length - 1;
  if (magnitudes[above] === value) return above;
  if (mode === "toward-zero") return above - 1;
  const [down, up] = [value - magnitudes[above - 1], magnitudes[above] - value];
  if (down !== up) return down < up ? above - 1 : above;
  return mode === "half-away" || above % 2 === 0 ? above : above - 1;
}

/** Exponent of a positive number's leading bit. */
export function leadingExponent(value: number): number {
  let exponent = 0;
  while (2 ** exponent > value) exponent--;
  while (2 ** (exponent + 1) <= value) exponent++;
  return exponent;
}

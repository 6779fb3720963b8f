import { significantBits } from "./significant-bits.ts";
import { decodeAll, type FormatSubject } from "./subject.ts";

/** Bits that a maximum and values may have for their sums, halves and products by one another to be exact. */
const fewBits = 25;

/**
 * A maximum under which a format's values, and what lies halfway between them, are exact numbers; 1 for a format without a
 * scale. The smallest magnitude is one unit of a linear format: under its reciprocal values are whole numbers. Null where that
 * is no such maximum.
 */
export function exactMaximum(subject: FormatSubject): number | null {
  const { format, codes } = subject;
  if (!format.scaled) return 1;
  const wanted = roundedToBits(1 / format.range.smallest);
  const max = format.topOf?.(wanted, wanted) ?? wanted;
  if (!(max > 0) || significantBits(max) > fewBits) return null;
  const values = decodeAll(subject, codes, max);
  const isExact = values.every((value) => !Number.isFinite(value) || significantBits(value) <= fewBits);
  return isExact ? max : null;
}

/** The nearest number of few bits. */
function roundedToBits(value: number): number {
  let unit = 1;
  while (value >= 2 ** fewBits * unit) unit *= 2;
  while (value < 2 ** (fewBits - 1) * unit) unit /= 2;
  return Math.round(value / unit) * unit;
}

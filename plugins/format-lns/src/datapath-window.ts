import { hasExactSums, hasShift, refuse } from "./datapath-limits.ts";
import { unitOctave, type DatapathValues } from "./datapath-parameters.ts";
import type { RemainderTerms } from "./datapath-terms.ts";
import type { Multiplier } from "./multiplier.ts";
import type { ProductGrid } from "./product-grid.ts";

/** A window in which everything is exact, and the terms that go with it. */
export interface PlacedTerms {
  /** The accumulator's LSB is 2^lsb product units. */
  readonly lsb: number;
  readonly guardBits: number | "full";
  readonly terms: RemainderTerms;
}

const mostGuardBits = 40;

/** True when the values have an exact window, with no guard bits at the least. */
export function hasWindow(multiplier: Multiplier, values: DatapathValues): boolean {
  return isExact(multiplier.grid, values, placement(multiplier, values)(0));
}

/**
 * The terms at the window that the values ask for. Without a number of guard bits it is all of them; where sums of
 * whole terms are not exact in float64, the largest number with which they are.
 *
 * @throws LnsimError that names the parameter with which nothing is exact
 */
export function placeTerms(multiplier: Multiplier, values: DatapathValues): PlacedTerms {
  const { grid } = multiplier;
  const at = placement(multiplier, values);
  const full = at("full");
  if (values.accumulation === "wide") return full;
  const most = () => mostGuarded(multiplier, values);
  const keepsSums = isExact(grid, values, full);
  if (values.guardBits < 0) {
    if (!keepsSums) return most();
    return hasShift(full.terms, full.lsb) ? full : refuseLsb(values, full);
  }
  const placed = at(values.guardBits);
  if (isExact(grid, values, placed)) return placed;
  // So far below the last bit of every term that no window within reach would cut one.
  const keepsAll = keepsSums && hasShift(full.terms, full.lsb) && values.guardBits - full.lsb >= placed.terms.laneFractionBits;
  return keepsAll ? { ...full, guardBits: values.guardBits } : refuseGuardBits(values, most());
}

/** From guard bits to terms, at the LSB that the values ask for. */
function placement({ grid, termsAt }: Multiplier, values: DatapathValues): (guardBits: number | "full") => PlacedTerms {
  const lsb = values.lsb + grid.unitQuotient - unitOctave;
  return (guardBits) => ({ lsb, guardBits, terms: termsAt({ lsb, guardBits }) });
}

/** Whether the sum of every vector is exact; of what is cut, also whether the LSB is within reach. */
function isExact({ largestQuotient }: ProductGrid, values: DatapathValues, { lsb, guardBits, terms }: PlacedTerms): boolean {
  return hasExactSums(terms, values, { lsb, largestQuotient }) && (guardBits === "full" || hasShift(terms, lsb));
}

/** The placement with the most guard bits that is exact. */
function mostGuarded(multiplier: Multiplier, values: DatapathValues): PlacedTerms {
  const at = placement(multiplier, values);
  for (let guardBits = mostGuardBits; guardBits >= 0; guardBits--) {
    const placed = at(guardBits);
    if (isExact(multiplier.grid, values, placed)) return placed;
  }
  const expected = "a window in which a vector's sum has at most 52 bits, from the largest product down";
  return refuse("lsb", values.lsb, expected, "raise datapath.lsb, lower datapath.fractionBits or set datapath.accumulation to wide");
}

function refuseLsb(values: DatapathValues, { lsb, terms }: PlacedTerms): never {
  const excess = lsb + terms.fractionBits - 40;
  return refuse("lsb", values.lsb, `at most ${values.lsb - excess}, with products of ${terms.fractionBits} fraction bits`, "lower datapath.lsb or datapath.fractionBits");
}

function refuseGuardBits(values: DatapathValues, most: PlacedTerms): never {
  return refuse("guardBits", values.guardBits, `at most ${most.guardBits} at this window`, "lower datapath.guardBits; -1 keeps as many as stay exact");
}

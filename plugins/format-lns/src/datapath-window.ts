import type { Conversion } from "./conversion.ts";
import { hasExactSums, hasShift, refuse } from "./datapath-limits.ts";
import { unitOctave, type DatapathValues } from "./datapath-parameters.ts";
import { remainderTerms, type RemainderTerms } from "./datapath-terms.ts";
import type { ProductGrid } from "./product-grid.ts";

/** A window in which everything is exact, and the terms that go with it. */
export interface PlacedTerms {
  /** The accumulator's LSB is 2^lsb product units. */
  readonly lsb: number;
  readonly guardBits: number | "full";
  readonly terms: RemainderTerms;
}

const mostGuardBits = 40;

/**
 * The terms at the window that the values ask for. Without a number of guard bits it is all of them; where sums of
 * whole terms are not exact in float64, the largest number with which they are.
 *
 * @throws LnsimError that names the parameter with which nothing is exact
 */
export function placeTerms(grid: ProductGrid, conversion: Conversion, values: DatapathValues): PlacedTerms {
  const lsb = values.lsb + grid.unitQuotient - unitOctave;
  const { largestQuotient } = grid;
  const at = (guardBits: number | "full"): PlacedTerms => ({ lsb, guardBits, terms: remainderTerms(conversion, values, { lsb, guardBits }) });
  const isExact = ({ guardBits, terms }: PlacedTerms) =>
    hasExactSums(terms, values, { lsb, largestQuotient }) && (guardBits === "full" || hasShift(terms, lsb));
  const full = at("full");
  if (values.accumulation === "wide") return full;
  if (values.guardBits < 0) {
    if (!isExact(full)) return mostGuarded(at, isExact, values);
    if (!hasShift(full.terms, lsb)) refuseLsb(values, full);
    return full;
  }
  const placed = at(values.guardBits);
  if (isExact(placed)) return placed;
  // So far below the last bit of every term that no window within reach would cut one.
  const keepsAll = values.guardBits - lsb >= placed.terms.laneFractionBits && isExact(full) && hasShift(full.terms, lsb);
  return keepsAll ? { ...full, guardBits: values.guardBits } : refuseGuardBits(values, mostGuarded(at, isExact, values));
}

/** The placement with the most guard bits that is exact. */
function mostGuarded(at: (guardBits: number) => PlacedTerms, isExact: (placed: PlacedTerms) => boolean, values: DatapathValues): PlacedTerms {
  for (let guardBits = mostGuardBits; guardBits >= 0; guardBits--) {
    const placed = at(guardBits);
    if (isExact(placed)) return placed;
  }
  return refuse("lsb", values.lsb, "a window in which a vector's sum has at most 52 bits", "raise datapath.lsb, lower datapath.fractionBits or set datapath.accumulation to wide");
}

function refuseLsb(values: DatapathValues, { lsb, terms }: PlacedTerms): never {
  const excess = lsb + terms.fractionBits - 40;
  return refuse("lsb", values.lsb, `at most ${values.lsb - excess}, with products of ${terms.fractionBits} fraction bits`, "lower datapath.lsb or datapath.fractionBits");
}

function refuseGuardBits(values: DatapathValues, most: PlacedTerms): never {
  return refuse("guardBits", values.guardBits, `at most ${most.guardBits} at this window`, "lower datapath.guardBits; -1 keeps as many as stay exact");
}

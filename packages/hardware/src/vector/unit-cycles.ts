import type { VectorAction, VectorStep } from "./vector-step.ts";

/** Rates of the PPU's units, as its parameters name them. */
export interface UnitRates {
  readonly width: number;
  readonly exponentialsPerCycle: number;
  readonly dividesPerCycle: number;
  readonly reciprocalRootsPerCycle: number;
}

/**
 * Cycles that a PPU works on `elements` elements of a pass: their trip through it, then exponentials, divisions and
 * reciprocal roots one kind after the other; all other actions are done on the trip.
 */
export function unitCycles(rates: UnitRates, steps: readonly VectorStep[], elements: number): number {
  return steps.reduce((sum, { action, perElement }) => {
    const rate = rateOf(rates, action);
    return rate === null ? sum : sum + wholeCycles((elements * perElement) / rate);
  }, 0);
}

/** Rounded up, where shares of an element that no binary fraction equals do not make a cycle of their own. */
function wholeCycles(cycles: number): number {
  return Math.ceil(cycles - 1e-6);
}

function rateOf(rates: UnitRates, action: VectorAction): number | null {
  switch (action) {
    case "pass":
      return rates.width;
    case "exponential":
      return rates.exponentialsPerCycle;
    case "divide":
      return rates.dividesPerCycle;
    case "reciprocalRoot":
      return rates.reciprocalRootsPerCycle;
    default:
      return null;
  }
}

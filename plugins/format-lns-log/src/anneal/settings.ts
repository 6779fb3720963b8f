import { LnsimError } from "@lnsim/contracts";

/** What a search needs to know; everything else follows from it. */
export interface AnnealSettings {
  /** Width of a code, sign and zero flag included: only says how far two logarithms can be apart. */
  readonly bits: number;
  readonly fractionBits: number;
  /** Segments of each of the two functions. */
  readonly segments: number;
  /** Octaves that the segments cover; both functions are 0 beyond. */
  readonly xUpper: number;
  readonly seed: number;
  /** Independent searches; the best one of each function counts. */
  readonly restarts: number;
  /** Moves of each search. */
  readonly iterations: number;
}

/** Seconds a bit width on one core. */
export const annealDefaults = { segments: 16, xUpper: 12, seed: 1, restarts: 16, iterations: 400_000 } as const;

/**
 * Settings with the defaults filled in.
 *
 * @throws LnsimError when a setting is out of its range
 */
export function annealSettings(given: Partial<AnnealSettings> & Pick<AnnealSettings, "bits" | "fractionBits">): AnnealSettings {
  const settings = { ...annealDefaults, ...given };
  requireWhole("bits", settings.bits, [6, 18]);
  requireWhole("fractionBits", settings.fractionBits, [1, Math.min(12, settings.bits - 4)]);
  requireWhole("xUpper", settings.xUpper, [1, 32]);
  requireWhole("segments", settings.segments, [1, Math.min(256, settings.xUpper * 2 ** settings.fractionBits)]);
  requireWhole("seed", settings.seed, [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
  requireWhole("restarts", settings.restarts, [1, 100_000]);
  requireWhole("iterations", settings.iterations, [1, 1_000_000_000]);
  return settings;
}

function requireWhole(path: string, value: number, [smallest, largest]: readonly [number, number]): void {
  if (Number.isSafeInteger(value) && value >= smallest && value <= largest) return;
  throw new LnsimError({
    code: "invalid-value",
    message: `the annealer cannot work with this ${path}`,
    path,
    found: String(value),
    expected: `a whole number from ${smallest} to ${largest}`,
  });
}

/** How a value between two codes chooses one of them. */
export const roundingModes = ["nearest-even", "half-away", "toward-zero", "stochastic"] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** A seeded stream of uniformly distributed 32-bit words, owned and injected by the host. */
export interface RandomSource {
  /** The next word, an integer in [0, 2^32). */
  nextUint32(): number;
}

/** A rounding mode with what it needs: stochastic rounding draws one word per rounded element. */
export type Rounding =
  | { readonly mode: "nearest-even" | "half-away" | "toward-zero" }
  | { readonly mode: "stochastic"; readonly random: RandomSource };

/** The default of every quantizer. */
export const nearestEven: Rounding = Object.freeze({ mode: "nearest-even" });

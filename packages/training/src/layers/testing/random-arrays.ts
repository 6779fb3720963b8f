import { createRandom } from "@lnsim/elementary";

/** Reals in [-2, 2), the same for a seed. For tests. */
export function randomReals(length: number, seed: number): Float64Array {
  const random = createRandom(seed, "reals");
  return Float64Array.from({ length }, () => 4 * random.nextFloat() - 2);
}

/** Whole numbers in [-8, 8], whose sums of products are exact in any order. For tests. */
export function randomIntegers(length: number, seed: number): Float64Array {
  const random = createRandom(seed, "integers");
  return Float64Array.from({ length }, () => random.nextBelow(17) - 8);
}

/** Whole numbers in [0, bound). For tests. */
export function randomCodes(length: number, bound: number, seed: number): Uint32Array {
  const random = createRandom(seed, "codes");
  return Uint32Array.from({ length }, () => random.nextBelow(bound));
}

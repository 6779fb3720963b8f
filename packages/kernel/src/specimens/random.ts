/** A number in [0, bound) from the xorshift generator whose state is slot `at`; the slot must not hold 0. */
export function nextRandom(state: Float64Array, at: number, bound: number): number {
  let x = state[at]! | 0;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  state[at] = x;
  return (x >>> 8) % bound;
}

// The accumulator rule on int32 sums, exact for every sum of 32 bits, 1 <= shift <= 31 and up to 32 accumulator bits.

/**
 * Enters `count` sums (a multiple of 8) into int32 accumulators and sets them back to zero.
 * floor((V + half) / 2^shift) is (V >> shift) + bit (shift - 1) of V, which cannot overflow; acc + that can, in which
 * case both have the other sign than the wrapped sum and the true one lies beyond int32, on the side of acc.
 */
export function enterInt32(
  sums: usize, accumulators: usize, count: usize, shift: i32, halfUp: i32, bits: i32, wraps: i32,
): void {
  const highest = i32x4.splat(<i32>(0x7fffffff >>> (32 - bits)));
  const lowest = v128.not(highest);
  const unused = 32 - bits;
  const half = i32x4.splat(halfUp);
  const end = sums + count * 4;
  for (; sums < end; sums += 16, accumulators += 16) {
    const sum = v128.load(sums);
    const accumulator = v128.load(accumulators);
    const up = v128.and(i32x4.shr_s(sum, shift - 1), half);
    const entering = i32x4.add(i32x4.shr_s(sum, shift), up);
    const next = i32x4.add(accumulator, entering);
    if (wraps) {
      v128.store(accumulators, i32x4.shr_s(i32x4.shl(next, unused), unused));
    } else {
      const overflows = i32x4.shr_s(v128.and(v128.xor(accumulator, next), v128.xor(entering, next)), 31);
      const extreme = v128.xor(i32x4.shr_s(accumulator, 31), i32x4.splat(0x7fffffff));
      const exact = v128.bitselect(extreme, next, overflows);
      v128.store(accumulators, i32x4.max_s(lowest, i32x4.min_s(highest, exact)));
    }
    v128.store(sums, i32x4.splat(0));
  }
}

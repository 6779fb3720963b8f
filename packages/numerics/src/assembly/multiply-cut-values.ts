/** Adds trunc(factor * head) * tail; the product is exact, so truncating it is all that happens to it. */
// @ts-ignore: decorator
@inline
function cutSum(sum: v128, factor: v128, head: v128, tail: v128): v128 {
  return v128.relaxed_madd<f64>(f64x2.trunc(f64x2.mul(factor, head)), tail, sum);
}

/**
 * As multiplyValuesSums, with factor * head truncated toward zero to an integer before it meets its tail; 2 rows at a
 * time of the packed groups of 4, because heads and tails take registers. `tails` has the layout of `panel`.
 */
export function multiplyCutValues(packed: usize, panel: usize, tails: usize, sums: usize, rows: usize, depth: usize): void {
  const end = sums + rows * 64;
  while (sums < end) {
    cutPair(packed, panel, tails, sums, depth);
    cutPair(packed + 16, panel, tails, sums + 128, depth);
    packed += depth * 32;
    sums += 256;
  }
}

// @ts-ignore: decorator
@inline
function cutPair(packed: usize, panel: usize, tails: usize, sums: usize, depth: usize): void {
  let s00 = v128.load(sums, 0);
  let s01 = v128.load(sums, 16);
  let s02 = v128.load(sums, 32);
  let s03 = v128.load(sums, 48);
  let s10 = v128.load(sums, 64);
  let s11 = v128.load(sums, 80);
  let s12 = v128.load(sums, 96);
  let s13 = v128.load(sums, 112);
  const end = packed + depth * 32;
  while (packed < end) {
    const factor0 = v128.load64_splat(packed, 0);
    const factor1 = v128.load64_splat(packed, 8);
    const head0 = v128.load(panel, 0);
    const tail0 = v128.load(tails, 0);
    s00 = cutSum(s00, factor0, head0, tail0);
    s10 = cutSum(s10, factor1, head0, tail0);
    const head1 = v128.load(panel, 16);
    const tail1 = v128.load(tails, 16);
    s01 = cutSum(s01, factor0, head1, tail1);
    s11 = cutSum(s11, factor1, head1, tail1);
    const head2 = v128.load(panel, 32);
    const tail2 = v128.load(tails, 32);
    s02 = cutSum(s02, factor0, head2, tail2);
    s12 = cutSum(s12, factor1, head2, tail2);
    const head3 = v128.load(panel, 48);
    const tail3 = v128.load(tails, 48);
    s03 = cutSum(s03, factor0, head3, tail3);
    s13 = cutSum(s13, factor1, head3, tail3);
    packed += 32;
    panel += 64;
    tails += 64;
  }
  v128.store(sums, s00, 0);
  v128.store(sums, s01, 16);
  v128.store(sums, s02, 32);
  v128.store(sums, s03, 48);
  v128.store(sums, s10, 64);
  v128.store(sums, s11, 80);
  v128.store(sums, s12, 96);
  v128.store(sums, s13, 112);
}

/** One product and one sum, each rounded. */
// @ts-ignore: decorator
@inline
export function step(sum: v128, factor: v128, row: v128): v128 {
  return f32x4.add(sum, f32x4.mul(factor, row));
}

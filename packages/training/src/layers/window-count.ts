/** How many windows of `size` fit along `length` inputs with `padding` more at either end, `stride` apart; may be below 1. */
export function windowCount(length: number, size: number, stride: number, padding: number): number {
  return Math.floor((length + 2 * padding - size) / stride) + 1;
}

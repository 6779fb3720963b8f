/**
 * Whole numbers in the proportion of `parts` that add up to `total`: rounded down, what is left goes to the largest
 * remainders, of equal ones to the first.
 */
export function shareOut(parts: readonly number[], total: number): readonly number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  if (sum === 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part * total) / sum);
  const whole = exact.map(Math.floor);
  const left = Math.max(0, Math.round(total - whole.reduce((all, part) => all + part, 0)));
  const order = parts.map((_, index) => index).sort((i, j) => exact[j]! - whole[j]! - (exact[i]! - whole[i]!) || i - j);
  for (const index of order.slice(0, left)) whole[index]! += 1;
  return whole;
}

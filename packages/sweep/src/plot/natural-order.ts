/** Orders texts with the numbers in them by size: lns8 before lns12. */
export function compareNaturally(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const order = compareParts(one[i]!, other[i]!);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function partsOf(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function compareParts(a: string, b: string): number {
  const isNumeric = /^\d/.test(a) && /^\d/.test(b);
  if (isNumeric && Number(a) !== Number(b)) return Number(a) - Number(b);
  return a === b ? 0 : a < b ? -1 : 1;
}

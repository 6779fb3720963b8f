/** Kendall's rank correlation of two lists, with ties (tau-b): 1 where they rank alike, -1 where one is the reverse of the other. */
export function kendallTau(a: readonly number[], b: readonly number[]): number {
  let agreement = 0;
  let pairsA = 0;
  let pairsB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [signA, signB] = [Math.sign(a[i]! - a[j]!), Math.sign(b[i]! - b[j]!)];
      agreement += signA * signB;
      pairsA += signA * signA;
      pairsB += signB * signB;
    }
  }
  return agreement / Math.sqrt(pairsA * pairsB);
}

import type { Row } from "../row.ts";
import { costsOf, type Objective } from "./objective.ts";

/** Whether `a` is nowhere worse than `b` and somewhere better. Equal costs do not dominate each other. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let isBetter = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) isBetter = true;
  }
  return isBetter;
}

/**
 * Which of `costs` (less is better) nothing dominates. Exact: of equal ones either all or none are in the front; null, for
 * what has no costs, never is.
 */
export function frontOf(costs: readonly (readonly number[] | null)[]): readonly boolean[] {
  const order = costs.flatMap((cost, index) => (cost === null ? [] : [{ cost, index }])).toSorted((a, b) => compareCosts(a.cost, b.cost));
  const front: (readonly number[])[] = [];
  const isInFront = costs.map(() => false);
  // What dominates a cost comes before it in this order, and is itself in the front or dominated by one that is.
  for (const { cost, index } of order) {
    if (front.some((other) => dominates(other, cost))) continue;
    front.push(cost);
    isInFront[index] = true;
  }
  return isInFront;
}

/** The ids of the rows that no other row dominates in these objectives. */
export function paretoFront(rows: readonly Row[], objectives: readonly Objective[]): ReadonlySet<string> {
  const isInFront = frontOf(rows.map((row) => costsOf(row, objectives)));
  return new Set(rows.filter((_, index) => isInFront[index]).map(({ id }) => id));
}

function compareCosts(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return 0;
}

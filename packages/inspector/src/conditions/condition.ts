/** How a level or a count is compared with a number. */
export const comparisons = [">=", "<=", "!=", ">", "<", "="] as const;

export type Comparison = (typeof comparisons)[number];

/** Something that is so or is not so in a cycle. Blocks, links, activities and counters are indices into the whole timeline's layout. */
export type Condition =
  | { readonly kind: "activity"; readonly block: number; readonly activities: readonly number[] }
  | { readonly kind: "counts"; readonly block: number; readonly counters: readonly number[] }
  | { readonly kind: "level"; readonly link: number; readonly comparison: Comparison; readonly value: number }
  | { readonly kind: "total"; readonly block: number; readonly counter: number; readonly comparison: Comparison; readonly value: number }
  | LaneCondition;

/** What can become of the numbers in lanes: a sum is beyond the accumulator's range, or something of a term is cut off. */
export const laneEvents = ["saturates", "wraps", "drops"] as const;

export type LaneEvent = (typeof laneEvents)[number];

/** Something that depends on numbers, which only looking at every cycle of a datapath finds. */
export interface LaneCondition {
  readonly kind: "lanes";
  /** The block with the lanes. */
  readonly block: number;
  readonly event: LaneEvent;
}

/** Whether `a` compares to `b` as it says. */
export function compares(a: number, comparison: Comparison, b: number): boolean {
  switch (comparison) {
    case ">=":
      return a >= b;
    case "<=":
      return a <= b;
    case "!=":
      return a !== b;
    case ">":
      return a > b;
    case "<":
      return a < b;
    case "=":
      return a === b;
  }
}

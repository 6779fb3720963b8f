/** How a level or a count is compared with a number. */
export const comparisons = [">=", "<=", "!=", ">", "<", "="] as const;

export type Comparison = (typeof comparisons)[number];

/** Something that is so or is not so in a cycle. Blocks, links, activities and counters are indices into the whole timeline's layout. */
export type Condition =
  | { readonly kind: "activity"; readonly block: number; readonly activities: readonly number[] }
  | { readonly kind: "counts"; readonly block: number; readonly counters: readonly number[] }
  | { readonly kind: "level"; readonly link: number; readonly comparison: Comparison; readonly value: number }
  | { readonly kind: "total"; readonly block: number; readonly counter: number; readonly comparison: Comparison; readonly value: number };

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

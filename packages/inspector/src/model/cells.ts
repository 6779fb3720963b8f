import type { Study } from "./study.ts";
import { firstCause } from "./palette.ts";

/** What a set of blocks spends its time on, column by column. */
export interface Lane {
  readonly columns: number;
  readonly categories: number;
  /** Cycles, summed over the blocks: column c, category k at `[c * categories + k]`. */
  readonly cycles: Float64Array;
  /** Cycles of each column, times blocks. */
  readonly totals: Float64Array;
}

/** Sums, for each set of blocks, the cycles they spend in each category between neighbouring edges. Exact. */
export function lanesOf({ timeline, palette }: Study, sets: readonly (readonly number[])[], edges: Float64Array): readonly Lane[] {
  const wanted = [...new Set(sets.flat())];
  const spent = timeline.spent(wanted, edges);
  const place = new Map(wanted.map((block, index) => [block, index]));
  const columns = edges.length - 1;
  const categories = firstCause + palette.causes.length;
  return sets.map((blocks) => {
    const cycles = new Float64Array(columns * categories);
    for (const block of blocks) addBlock(cycles, categories, spent[place.get(block)!], palette.categories[block]);
    const totals = Float64Array.from({ length: columns }, (_, column) => (edges[column + 1] - edges[column]) * blocks.length);
    return { columns, categories, cycles, totals };
  });
}

function addBlock(cycles: Float64Array, categories: number, spent: Float64Array, categoryOf: Uint8Array): void {
  const activities = categoryOf.length;
  const columns = cycles.length / categories;
  for (let column = 0; column < columns; column++) {
    for (let activity = 0; activity < activities; activity++) cycles[column * categories + categoryOf[activity]] += spent[column * activities + activity];
  }
}

/** The category with the most cycles in a column, the first of equals; and its share. */
export function dominating({ categories, cycles, totals }: Lane, column: number): { readonly category: number; readonly share: number } {
  let category = 0;
  for (let k = 1; k < categories; k++) if (cycles[column * categories + k] > cycles[column * categories + category]) category = k;
  return { category, share: cycles[column * categories + category] / totals[column] };
}

/** Shares of each category over all columns. */
export function sharesOf({ columns, categories, cycles, totals }: Lane): Float64Array {
  const shares = new Float64Array(categories);
  let total = 0;
  for (let column = 0; column < columns; column++) {
    total += totals[column];
    for (let k = 0; k < categories; k++) shares[k] += cycles[column * categories + k];
  }
  for (let k = 0; k < categories; k++) shares[k] = total === 0 ? 0 : shares[k] / total;
  return shares;
}

/** Share of all stalls together. */
export function stallShare(shares: Float64Array): number {
  let sum = 0;
  for (let k = firstCause; k < shares.length; k++) sum += shares[k];
  return sum;
}

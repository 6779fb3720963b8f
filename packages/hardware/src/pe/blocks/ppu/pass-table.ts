import type { ElementAction } from "../../../vector/operation-entry.ts";

/** The actions that a PPU counts, in the order of its counters and of {@link passTable}. */
export const ppuActions = ["scale", "activate", "maximum", "quantise", "add", "multiply", "exponential", "divide", "reciprocalRoot"] as const satisfies readonly ElementAction[];

/** What the PPU has to know of a pass over stored tensors beside its message: cycles of a chunk, and all that will be counted. */
export interface PassPlan {
  readonly fullCycles: number;
  readonly lastCycles: number;
  readonly actions: { readonly [action in ElementAction]?: number };
}

/** Numbers of a row of {@link passTable}. */
export const passRowLength = 2 + ppuActions.length;

/** The passes of a program, a row each: cycles of a full chunk and of the last one, then the counts. What the PPU is attached. */
export function passTable(plans: readonly PassPlan[]): Float64Array {
  const table = new Float64Array(plans.length * passRowLength);
  for (const [row, { fullCycles, lastCycles, actions }] of plans.entries()) {
    table.set([fullCycles, lastCycles, ...ppuActions.map((action) => actions[action] ?? 0)], row * passRowLength);
  }
  return table;
}

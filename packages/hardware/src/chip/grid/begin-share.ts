import type { Kernel } from "@lnsim/kernel";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";

const { row: ROW, column: COLUMN, begun: BEGUN, phase: PHASE, armed: ARMED, waitPort: WAIT_PORT, freeAt: FREE_AT, startAt: START_AT, until: UNTIL } = gridPeShape.slot;
const { isFirstM: FIRST_M, isFirstN: FIRST_N, isFirstK: FIRST_K } = gridPeShape.slot;
const { m: NEST_M, n: NEST_N, k: NEST_K } = gridPeShape.nest;

/** Enters the loops of a PE's share of the job: over its groups of rows, of columns, and chunks of the reduction; or chunks of a pass. */
export function beginShare(kernel: Kernel, block: number, base: number, plan: GridPlan): void {
  const { state } = kernel;
  const row = state[base + ROW]!;
  const column = state[base + COLUMN]!;
  const elements = plan.isVector === 1 ? plan.elements[row * plan.gridColumns + column]! : 0;
  const rows = plan.isVector === 1 ? Math.min(elements, 1) : plan.rowGroups[row]!;
  const columns = plan.isVector === 1 ? 1 : plan.columnGroups[column]!;
  kernel.enterNest(block, NEST_M, rows);
  kernel.enterNest(block, NEST_N, columns);
  kernel.enterNest(block, NEST_K, plan.isVector === 1 ? Math.ceil(elements / plan.chunkElements) : plan.chunks);
  state[base + BEGUN] = 1;
  state[base + FIRST_M] = 1;
  state[base + FIRST_N] = 1;
  state[base + FIRST_K] = 1;
  state[base + ARMED] = -Infinity;
  state[base + WAIT_PORT] = -1;
  if (rows > 0 && columns > 0) return;
  endShare(kernel, base);
}

/** The share is done: no time decides anything any more. */
export function endShare(kernel: Kernel, base: number): void {
  const { state } = kernel;
  state[base + PHASE] = phases.over;
  state[base + FREE_AT] = Infinity;
  state[base + START_AT] = Infinity;
  state[base + UNTIL] = Infinity;
}

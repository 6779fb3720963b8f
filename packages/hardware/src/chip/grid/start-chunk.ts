import type { Kernel } from "@lnsim/kernel";
import { causeOfStream } from "./cause-of-stream.ts";
import { countChunk } from "./count-chunk.ts";
import { slicesOf, slotOfGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";

const { a: A, b: B, p: P } = gridPeShape.port;
const { phase: PHASE, freeAt: FREE_AT, startAt: START_AT, until: UNTIL, awaitsA: AWAITS_A, awaitsB: AWAITS_B } = gridPeShape.slot;
const { waitLost: WAIT_LOST, waitCause: WAIT_CAUSE, lateLost: LATE_LOST, holds: HOLDS, collectorAt: COLLECTOR_AT } = gridPeShape.slot;
const { isFirstM: FIRST_M, isFirstN: FIRST_N, isFirstK: FIRST_K } = gridPeShape.slot;
const { fill: FILL, "partial sums": PARTIAL_SUMS, drain: DRAIN } = gridPeShape.activity;

/**
 * Starts the next chunk if it is known when it can: the one before is over, its first slices have arrived and gone through the
 * port of buffer A; and, if it opens a tile, the collector can take its results and has what they go on from.
 */
export function startChunk(kernel: Kernel, block: number, base: number, plan: GridPlan): boolean {
  const { state, now } = kernel;
  const isFirstK = state[base + FIRST_K] === 1;
  const needsA = plan.keepsA === 0 || state[base + FIRST_N] === 1;
  const needsB = plan.keepsB === 0 || state[base + FIRST_M] === 1;
  const needsP = isFirstK && plan.readsPartials === 1;
  if (isFirstK && state[base + HOLDS] === 1) return false;
  if ((needsA && !kernel.has(block, A)) || (needsB && !kernel.has(block, B)) || (needsP && !kernel.has(block, P))) return false;
  const isFill = isFirstK && state[base + FIRST_M] === 1 && state[base + FIRST_N] === 1;
  state[base + START_AT] = Math.max(now, state[base + FREE_AT]!);
  state[base + WAIT_LOST] = 0;
  state[base + WAIT_CAUSE] = DRAIN;
  if (isFirstK && state[base + COLLECTOR_AT]! > state[base + START_AT]!) state[base + START_AT] = state[base + COLLECTOR_AT]!;
  if (needsP) meet(kernel, block, plan, P);
  if (needsB) meet(kernel, block, plan, B);
  if (needsA) meet(kernel, block, plan, A);
  if (isFill) state[base + WAIT_CAUSE] = FILL;
  if (isFill) state[base + WAIT_LOST] = 0;
  state[base + AWAITS_A] = needsA ? 1 : 0;
  state[base + AWAITS_B] = needsB ? 1 : 0;
  state[base + LATE_LOST] = 0;
  state[base + UNTIL] = state[base + START_AT]! + slicesOf(kernel, base, plan) * slotOfGroup(kernel, base, plan);
  state[base + PHASE] = phases.computing;
  countChunk(kernel, base, plan);
  return true;
}

/** The chunk does not start before what has arrived at a port can be used: a slice of A has to go through the port of buffer A. */
function meet(kernel: Kernel, block: number, plan: GridPlan, port: number): void {
  const { state } = kernel;
  const base = kernel.base(block);
  const usableAt = kernel.peek(block, port, 0) + (port === P ? 0 : plan.portA);
  if (usableAt > state[base + START_AT]!) {
    state[base + START_AT] = usableAt;
    state[base + WAIT_LOST] = kernel.peek(block, port, 1);
    state[base + WAIT_CAUSE] = port === P ? PARTIAL_SUMS : causeOfStream(plan, port);
  }
  kernel.pop(block, port);
}

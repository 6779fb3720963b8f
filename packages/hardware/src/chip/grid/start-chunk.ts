import type { Kernel } from "@lnsim/kernel";
import { causeOfStream } from "./cause-of-stream.ts";
import { countChunk } from "./count-chunk.ts";
import { slicesOf, slotOfGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";

const { a: A, b: B, p: P } = gridPeShape.port;
const { phase: PHASE, freeAt: FREE_AT, startAt: START_AT, until: UNTIL, usesA: USES_A, usesB: USES_B } = gridPeShape.slot;
const { awaitsLast: AWAITS_LAST, waitLost: WAIT_LOST, waitCause: WAIT_CAUSE, waitPort: WAIT_PORT } = gridPeShape.slot;
const { lateLost: LATE_LOST, latePort: LATE_PORT, holds: HOLDS, collectorAt: COLLECTOR_AT } = gridPeShape.slot;
const { isFirstM: FIRST_M, isFirstN: FIRST_N, isFirstK: FIRST_K } = gridPeShape.slot;
const { fill: FILL, "partial sums": PARTIAL_SUMS, drain: DRAIN } = gridPeShape.activity;

/**
 * Starts the next chunk as soon as it can: the one before is over, its first slices can be used, and, if it opens a tile, the
 * collector can take its results and has what they go on from. What is missing is noted as what it waits for.
 */
export function startChunk(kernel: Kernel, block: number, base: number, plan: GridPlan): boolean {
  const { state, now } = kernel;
  const isFirstK = state[base + FIRST_K] === 1;
  const usesA = plan.keepsA === 0 || state[base + FIRST_N] === 1;
  const usesB = plan.keepsB === 0 || state[base + FIRST_M] === 1;
  const usesP = isFirstK && plan.readsPartials === 1;
  if (isFirstK && state[base + HOLDS] === 1) return false;
  const missing = usesA && !kernel.has(block, A) ? A : usesB && !kernel.has(block, B) ? B : usesP && !kernel.has(block, P) ? P : -1;
  if (missing >= 0) {
    state[base + WAIT_PORT] = missing;
    return false;
  }
  const collectorAt = isFirstK ? state[base + COLLECTOR_AT]! : now;
  noteWait(kernel, block, base, plan, collectorAt > now);
  if (usesA) kernel.pop(block, A);
  if (usesB) kernel.pop(block, B);
  if (usesP) kernel.pop(block, P);
  state[base + USES_A] = usesA ? 1 : 0;
  state[base + USES_B] = usesB ? 1 : 0;
  state[base + AWAITS_LAST] = usesA || usesB ? 1 : 0;
  state[base + WAIT_PORT] = -1;
  state[base + LATE_PORT] = -1;
  state[base + LATE_LOST] = 0;
  state[base + START_AT] = collectorAt > now ? collectorAt : now;
  state[base + UNTIL] = state[base + START_AT]! + slicesOf(kernel, base, plan) * slotOfGroup(kernel, base, plan);
  state[base + PHASE] = phases.computing;
  countChunk(kernel, base, plan);
  return true;
}

/** What the time since the last chunk was spent on. The collector, when it is what comes last, has the whole of it. */
function noteWait(kernel: Kernel, block: number, base: number, plan: GridPlan, waitsForCollector: boolean): void {
  const { state, now } = kernel;
  const port = state[base + WAIT_PORT]!;
  const isFill = state[base + FIRST_M] === 1 && state[base + FIRST_N] === 1 && state[base + FIRST_K] === 1;
  state[base + WAIT_LOST] = 0;
  state[base + WAIT_CAUSE] = isFill ? FILL : DRAIN;
  if (isFill || waitsForCollector || port < 0 || now === state[base + FREE_AT]) return;
  state[base + WAIT_LOST] = kernel.peek(block, port, 0);
  state[base + WAIT_CAUSE] = port === P ? PARTIAL_SUMS : causeOfStream(plan, port);
}

import type { Kernel } from "@lnsim/kernel";
import { causeOfStream } from "./cause-of-stream.ts";
import { slackOfGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape } from "./state.ts";

const { freeAt: FREE_AT, startAt: START_AT, until: UNTIL } = gridPeShape.slot;
const { waitLost: WAIT_LOST, waitCause: WAIT_CAUSE, lateLost: LATE_LOST, latePort: LATE_PORT } = gridPeShape.slot;
const { multiply: MULTIPLY, "bank conflict": BANK_CONFLICT } = gridPeShape.activity;

/**
 * Enters in the books, when a chunk is over, what it waited for, its work, the slack of its slots, and what its last slice was
 * late for.
 */
export function reportChunk(kernel: Kernel, block: number, plan: GridPlan, work: number, slots: number): void {
  const { state } = kernel;
  const base = kernel.base(block);
  const startAt = state[base + START_AT]!;
  reportWait(kernel, block, state[base + FREE_AT]!, startAt, state[base + WAIT_LOST]!, state[base + WAIT_CAUSE]!);
  kernel.setActivityFrom(block, MULTIPLY, startAt);
  if (slots > work) kernel.setActivityFrom(block, slackOfGroup(kernel, base, plan), startAt + work);
  const until = state[base + UNTIL]!;
  if (until > startAt + slots) reportWait(kernel, block, startAt + slots, until, state[base + LATE_LOST]!, causeOfStream(plan, state[base + LATE_PORT]!));
}

/** A wait from `from` to `to`, the first `lost` cycles of it for banks. (Six parameters, since an object would be an allocation per chunk.) */
export function reportWait(kernel: Kernel, block: number, from: number, to: number, lost: number, cause: number): void {
  if (lost > 0 && to > from) kernel.setActivityFrom(block, BANK_CONFLICT, from);
  if (to > from + lost) kernel.setActivityFrom(block, cause, from + lost);
}

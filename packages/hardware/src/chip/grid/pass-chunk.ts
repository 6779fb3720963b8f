import type { Kernel } from "@lnsim/kernel";
import { armAt } from "./arm.ts";
import { endShare } from "./begin-share.ts";
import type { GridContext } from "./context.ts";
import { isLastChunk } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { reportWait } from "./report-chunk.ts";
import { gridPeShape, phases } from "./state.ts";

const { p: P, credit: CREDIT, out: OUT } = gridPeShape.port;
const { row: ROW, column: COLUMN, phase: PHASE, freeAt: FREE_AT, startAt: START_AT, until: UNTIL, leaving: LEAVING } = gridPeShape.slot;
const { waitLost: WAIT_LOST, waitCause: WAIT_CAUSE, waitPort: WAIT_PORT, isFirstK: FIRST_K } = gridPeShape.slot;
const { k: NEST_K } = gridPeShape.nest;
const { pass: PASS, fill: FILL, NoC: NOC, drain: DRAIN } = gridPeShape.activity;
const { elements: ELEMENTS, bytesP: BYTES_P, bytesOut: BYTES_OUT } = gridPeShape.counter;

/** Results of chunks that may wait at a unit: those of the chunk under way and of the one before. */
const chunksLeaving = 2;

/** Starts the next chunk of a pass once its operands are there and the results of the chunk before the last have left. */
export function startPassChunk(kernel: Kernel, block: number, base: number, { plan, packetBytes }: GridContext): boolean {
  const { state, now } = kernel;
  if (plan.readBits > 0 && !kernel.has(block, P)) {
    state[base + WAIT_PORT] = P;
    return false;
  }
  if (state[base + LEAVING]! >= chunksLeaving) {
    state[base + WAIT_PORT] = -1;
    return false;
  }
  const elements = elementsOf(kernel, base, plan);
  const cycles = isLastChunk(kernel, base) ? plan.lastCycles[peOf(kernel, base, plan)]! : plan.chunkCycles;
  const startAt = now;
  const isStarved = state[base + WAIT_PORT] === P && state[base + FIRST_K] === 0;
  state[base + WAIT_LOST] = isStarved ? kernel.peek(block, P, 0) : 0;
  state[base + WAIT_CAUSE] = state[base + FIRST_K] === 1 ? FILL : isStarved ? NOC : DRAIN;
  state[base + WAIT_PORT] = -1;
  if (plan.readBits > 0) kernel.pop(block, P);
  const bytes = Math.ceil((elements * plan.writeBits) / 8);
  kernel.sendAfter(block, OUT, 0, Math.max(1, Math.ceil(bytes / packetBytes)), cycles, 0, startAt + plan.unitLatency);
  state[base + LEAVING]! += 1;
  state[base + ELEMENTS]! += elements;
  state[base + BYTES_P]! += Math.ceil((elements * plan.readBits) / 8);
  state[base + BYTES_OUT]! += bytes;
  state[base + START_AT] = startAt;
  state[base + UNTIL] = startAt + cycles;
  state[base + PHASE] = phases.computing;
  return true;
}

/** Ends the chunk under way once it is over. */
export function finishPassChunk(kernel: Kernel, block: number, base: number, plan: GridPlan): boolean {
  const { state, now } = kernel;
  const until = state[base + UNTIL]!;
  if (now < until) {
    armAt(kernel, block, base, until);
    return false;
  }
  reportWait(kernel, block, state[base + FREE_AT]!, state[base + START_AT]!, state[base + WAIT_LOST]!, state[base + WAIT_CAUSE]!);
  kernel.setActivityFrom(block, PASS, state[base + START_AT]!);
  if (plan.readBits > 0) kernel.sendAfter(block, CREDIT, 0, 0, 0, 1);
  state[base + FREE_AT] = until;
  state[base + FIRST_K] = 0;
  state[base + PHASE] = phases.waiting;
  kernel.iterate(block, NEST_K, 1);
  if (kernel.remaining(block, NEST_K) === 0) {
    kernel.setActivity(block, DRAIN);
    endShare(kernel, base);
  } else if (state[base + ROW] === 0 && state[base + COLUMN] === 0) kernel.markBoundary(block, NEST_K);
  return true;
}

function peOf(kernel: Kernel, base: number, plan: GridPlan): number {
  return kernel.state[base + ROW]! * plan.gridColumns + kernel.state[base + COLUMN]!;
}

function elementsOf(kernel: Kernel, base: number, plan: GridPlan): number {
  const chunks = kernel.state[base + NEST_K + 1]!;
  return isLastChunk(kernel, base) ? plan.elements[peOf(kernel, base, plan)]! - (chunks - 1) * plan.chunkElements : plan.chunkElements;
}

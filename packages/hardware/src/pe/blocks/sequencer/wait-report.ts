import type { Kernel } from "@lnsim/kernel";
import { packTag } from "../tag.ts";
import { vectorMacActivityNames } from "../vector-mac/state.ts";
import { fieldOf, nestAt } from "./op-table.ts";
import { field, opKinds } from "./program.ts";
import { mayBegin } from "./readiness.ts";
import { nest, port, slot } from "./state.ts";

/** Nothing has been said since the last slot. */
export const nothing = -1;

const idle = vectorMacActivityNames.indexOf("idle");
const memory = vectorMacActivityNames.indexOf("memory");
const fill = vectorMacActivityNames.indexOf("fill");
const drain = vectorMacActivityNames.indexOf("drain");
const dependency = vectorMacActivityNames.indexOf("dependency");

/** Tells the vector MAC what it waits for from the next cycle on, when no slot covers that. */
export function reportWait(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (now + 1 < state[base + slot.slotEnd]!) return;
  tell(kernel, block, base, causeOf(kernel, base, now + 1), now + 1);
}

/** Says what the cycles before the slot that begins in `start` are, as far as nothing has been said. */
export function bridgeGap(kernel: Kernel, block: number, base: number, start: number): void {
  const { state, now } = kernel;
  const from = Math.max(state[base + slot.slotEnd]!, now + 1);
  const ready = state[base + slot.laneReady]!;
  if (from >= start) return;
  if (from < ready) tell(kernel, block, base, loadCause(kernel, base), from);
  if (ready < start) tell(kernel, block, base, drain, Math.max(from, ready));
}

function tell(kernel: Kernel, block: number, base: number, cause: number, cycle: number): void {
  const { state, now } = kernel;
  if (state[base + slot.toldWait] === cause) return;
  state[base + slot.toldWait] = cause;
  const op = Math.min(state[base + slot.issueOp]!, state[base + slot.ops]! - 1);
  kernel.sendAfter(block, port.issue, cycle - now - 1, cause, 0, 0, packTag(fieldOf(kernel, base, op, field.pass), 0, 0, 0));
}

/** What the vector MAC waits for in `cycle`. */
function causeOf(kernel: Kernel, base: number, cycle: number): number {
  const state = kernel.state;
  if (state[base + slot.isOrdered] === 1) return cycle < state[base + slot.laneReady]! ? loadCause(kernel, base) : drain;
  let op = state[base + slot.issueOp]!;
  while (op < state[base + slot.ops]! && fieldOf(kernel, base, op, field.kind) !== opKinds.gemm) op++;
  if (op === state[base + slot.ops]) return idle;
  if (state[base + slot.loadOp]! > op || (state[base + slot.loadOp] === op && state[base + slot.isLoading] === 1)) return memory;
  return state[base + slot.loadOp] === op && mayBegin(kernel, base, op, cycle) ? memory : dependency;
}

/** Why a load into the lane registers is waited for: nothing hides that of an op's first slice, others came late. */
function loadCause(kernel: Kernel, base: number): number {
  return isFirstOfOp(kernel, base) ? fill : memory;
}

function isFirstOfOp(kernel: Kernel, base: number): boolean {
  return isAtStart(kernel, base, nest.issueK) && isAtStart(kernel, base, nest.issueN) && isAtStart(kernel, base, nest.issueM);
}

function isAtStart(kernel: Kernel, base: number, offset: number): boolean {
  return kernel.state[base + nestAt(kernel, base, offset)] === 0;
}

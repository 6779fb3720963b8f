import type { Kernel } from "@lnsim/kernel";
import { dramShape, planned, plannedSlots } from "./state.ts";
import type { TwinChannels } from "./twin-channels.ts";

const { activity, slot } = dramShape;

/** First cycle in which the data bus is free for the whole of it. */
export function busFreeCycle(state: Float64Array, base: number): number {
  return state[base + slot.busAt]! + (state[base + slot.busRest]! > 0 ? 1 : 0);
}

/**
 * Makes room for an access that is decided on in cycle `now`: what has begun by then is booked, and idleness until then.
 * Returns the cycle from which on the access is what the channel is about.
 */
export function beginPlan(kernel: Kernel, block: number, base: number, now: number): number {
  const { state } = kernel;
  const free = busFreeCycle(state, base);
  if (state[base + slot.plans]! > 0) bookPlans(kernel, block, base, now);
  if (free >= now) return free;
  book(kernel, block, base, activity.idle, free);
  return now;
}

/** Notes what an access will do to the activity; there is room. `rowUntil` <= `start`. */
export function addPlan(state: Float64Array, base: number, from: number, rowUntil: number, start: number, end: number, kind: number): void {
  const plans = state[base + slot.plans]!;
  const first = base + slot.from0 + plans * plannedSlots;
  state[first] = from;
  state[first + planned.rowUntil] = rowUntil;
  state[first + planned.start] = start;
  state[first + planned.end] = end;
  state[first + planned.activity] = kind;
  state[base + slot.plans] = plans + 1;
}

/** Books changes of activity up to the current cycle. `isIdle`: there is nothing to decide. */
export function bookNow(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  bookPlans(kernel, block, base, now);
  if (state[base + slot.plans] === 0 && busFreeCycle(state, base) <= now) book(kernel, block, base, activity.idle, busFreeCycle(state, base));
}

/** Books what the planned accesses do up to cycle `until`; those that have begun by then are taken off. */
function bookPlans(kernel: Kernel, block: number, base: number, until: number): void {
  const { state } = kernel;
  const first = base + slot.from0;
  while (state[base + slot.plans]! > 0) {
    const from = state[first]!;
    const rowUntil = state[first + planned.rowUntil]!;
    const start = state[first + planned.start]!;
    if (from < rowUntil && from <= until) book(kernel, block, base, activity.row, from);
    const columnFrom = Math.max(from, rowUntil);
    if (columnFrom < start && columnFrom <= until) book(kernel, block, base, activity.column, columnFrom);
    if (start > until) return;
    if (start < state[first + planned.end]!) book(kernel, block, base, state[first + planned.activity]!, start);
    takeFirst(state, base);
  }
}

/** Takes the first plan off. */
export function takeFirst(state: Float64Array, base: number): void {
  const left = state[base + slot.plans]! - 1;
  state[base + slot.plans] = left;
  const first = base + slot.from0;
  for (let index = 0; index < left * plannedSlots; index++) state[first + index] = state[first + index + plannedSlots]!;
}

function book(kernel: Kernel, block: number, base: number, kind: number, cycle: number): void {
  const { state } = kernel;
  if (!(cycle > state[base + slot.booked]!)) return;
  state[base + slot.booked] = cycle;
  if (state[base + slot.bookedKind] === kind) return;
  state[base + slot.bookedKind] = kind;
  kernel.setActivityFrom(block, kind, cycle);
  (kernel.attachment(block) as TwinChannels | null)?.change(kind, cycle);
}

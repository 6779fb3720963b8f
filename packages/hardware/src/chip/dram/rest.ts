import type { Kernel } from "@lnsim/kernel";
import { engineAt } from "./engine-state.ts";
import { busFreeCycle } from "./plan.ts";
import { dramShape, planned, plannedSlots } from "./state.ts";

const { slot } = dramShape;
const at = engineAt;

/** Has the channel woken when an end may be to be reported, or puts it to sleep when nothing is left of what it did. */
export function rest(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const load = nextCall(state, base, base + slot["load.waiting"]);
  const store = nextCall(state, base, base + slot["store.waiting"]);
  const next = Math.min(load, store);
  if (next < Infinity) return wakeBy(kernel, block, base, Math.max(now + 1, next));
  const settled = settledFrom(state, base);
  if (settled > now) return wakeBy(kernel, block, base, Math.min(settled, nextChange(state, base, now)));
  forgetPast(state, base);
}

/** Cycle of the next change of activity without requests, so that it is booked even if the run ends behind it; Infinity for none. */
function nextChange(state: Float64Array, base: number, now: number): number {
  const refreshAt = Math.max(state[base + slot.decideAt]!, state[base + slot.nextRefresh]!);
  let next = refreshAt > now ? refreshAt : Infinity;
  if (state[base + slot.plans] === 0) return next;
  const first = base + slot.from0;
  const from = state[first]!;
  const start = state[first + planned.start]!;
  const columnFrom = Math.max(from, state[first + planned.rowUntil]!);
  if (start > now && start < next) next = start;
  if (columnFrom > now && columnFrom < next) next = columnFrom;
  return from > now && from < next ? from : next;
}

/** Cycle at or before which an engine's next end is to be reported; Infinity when it has no request. */
function nextCall(state: Float64Array, base: number, engine: number): number {
  if (state[engine + at.ending]! > 0) return state[engine + at.end0]!;
  if (state[engine + at.waiting] === 0) return Infinity;
  const first = state[base + slot.decideAt]! + state[base + slot.tCl]! + (state[base + slot.isOpenPage] === 1 ? 0 : state[base + slot.tRcd]!);
  const busAt = state[base + slot.busAt]!;
  // The bus has to move all bursts of the head; a bound below so many that their product is exact.
  const bursts = Math.min(state[engine + at.bursts]!, 1048576);
  const parts = bursts * state[base + slot.burstNumerator]! + (busAt >= first ? state[base + slot.busRest]! : 0);
  const over = Math.max(busAt, first) + Math.ceil(parts / state[base + slot.burstDenominator]!);
  return over + state[base + slot.controllerCycles]! - 1;
}

/** Wakes the channel in this cycle or before; with every cycle simulated in the next one, and before a breakpoint. */
function wakeBy(kernel: Kernel, block: number, base: number, cycle: number): void {
  const { state, now } = kernel;
  const at = Math.max(now + 1, now + kernel.burst(cycle - now + 1) - 1);
  const asked = state[base + slot.wake]!;
  if (asked > now && asked <= at) return;
  state[base + slot.wake] = at;
  kernel.wakeAt(block, at);
}

/** First cycle in which bus and banks are as if they had never been used. */
function settledFrom(state: Float64Array, base: number): number {
  const banks = state[base + slot.banks]!;
  const settled = latest(state, base + slot.ready0, banks, busFreeCycle(state, base));
  if (state[base + slot.isOpenPage] === 0) return settled;
  return latest(state, base + slot.usable0, banks, latest(state, base + slot.closable0, banks, settled));
}

/** The latest of `count` times from slot `first` on, and of `cycle`. */
function latest(state: Float64Array, first: number, count: number, cycle: number): number {
  let last = cycle;
  for (let at = first; at < first + count; at++) if (state[at]! > last) last = state[at]!;
  return last;
}

/** Forgets when banks became ready that are ready now, and plans that are booked: they decide nothing any more. */
export function forgetReady(state: Float64Array, base: number, now: number): void {
  const first = base + slot.ready0;
  const end = first + state[base + slot.banks]!;
  for (let ready = first; ready < end; ready++) if (state[ready]! <= now) state[ready] = -Infinity;
  forgetPlans(state, base);
}

/** All that is left of the past is over and decides nothing: such states are one. */
function forgetPast(state: Float64Array, base: number): void {
  const banks = state[base + slot.banks]!;
  state[base + slot.isAwake] = 0;
  state[base + slot.older] = 0;
  state[base + slot.overtaken] = 0;
  state[base + slot.decideAt] = -Infinity;
  state[base + slot.busAt] = -Infinity;
  state[base + slot.busRest] = 0;
  state[base + slot.booked] = -Infinity;
  state[base + slot.wake] = -Infinity;
  forget(state, base + slot.ready0, banks);
  if (state[base + slot.isOpenPage] === 1) {
    forget(state, base + slot.usable0, banks);
    forget(state, base + slot.closable0, banks);
  }
  forgetPlans(state, base);
}

function forget(state: Float64Array, first: number, count: number): void {
  for (let at = first; at < first + count; at++) state[at] = -Infinity;
}

function forgetPlans(state: Float64Array, base: number): void {
  const end = base + slot.from0 + state[base + slot.lookAhead]! * plannedSlots;
  for (let first = base + slot.from0 + state[base + slot.plans]! * plannedSlots; first < end; first += plannedSlots) {
    state[first] = -Infinity;
    state[first + planned.rowUntil] = -Infinity;
    state[first + planned.start] = -Infinity;
    state[first + planned.end] = -Infinity;
    state[first + planned.activity] = 0;
  }
}

import type { Kernel } from "@lnsim/kernel";
import { engineAt } from "./engine-state.ts";
import { beginPlan, takeFirst } from "./plan.ts";
import { dramShape, planned, plannedSlots } from "./state.ts";

const { slot, counter, activity } = dramShape;
const at = engineAt;

/**
 * Decides on whole rows of one stream for as long as nothing can come of it but data without a gap: what `serveNext` does
 * row by row, for closed pages, when one engine alone has requests and its data is all there is ahead. The last row of a
 * segment is left. Follows a call of `serveNext` for the same engine.
 */
export function serveRows(kernel: Kernel, block: number, base: number, engine: number, until: number): void {
  const { state } = kernel;
  const rowBytes = state[base + slot.rowBytes]!;
  const rows = Math.ceil(state[engine + at.bytes]! / rowBytes) - 1;
  const last = Math.min(until, state[base + slot.nextRefresh]! - 1);
  if (rows < 2 || state[engine + at.waiting] === 0 || state[engine + at.column] !== 0 || state[base + slot.decideAt]! > last) return;
  const isLoad = engine === base + slot["load.waiting"];
  const kind = isLoad ? activity.read : activity.write;
  beginPlan(kernel, block, base, state[base + slot.decideAt]!);
  if (!isSeamless(state, base, kind)) return;
  const served = serveSeamless(state, base, engine, rows, last);
  if (served === 0) return;
  const bursts = (served * rowBytes) / state[base + slot.burstBytes]!;
  state[engine + at.bytes]! -= served * rowBytes;
  state[engine + at.bursts]! -= bursts;
  const first = base + state[engine + at.pass]!;
  state[first + (isLoad ? counter["readBursts.fprop"] : counter["writeBursts.fprop"])]! += bursts;
  state[first + (isLoad ? counter["readBytes.fprop"] : counter["writtenBytes.fprop"])]! += served * rowBytes;
  state[first + counter["activates.fprop"]]! += served;
}

/** Whether all accesses ahead are of one kind without gaps, that before them included, and one more can be decided on. */
function isSeamless(state: Float64Array, base: number, kind: number): boolean {
  const plans = state[base + slot.plans]!;
  if (plans !== state[base + slot.lookAhead]! - 1 || state[base + slot.bookedKind] !== kind) return false;
  for (let plan = 0; plan < plans; plan++) {
    const first = base + slot.from0 + plan * plannedSlots;
    if (state[first] !== state[first + planned.start] || state[first + planned.activity] !== kind) return false;
  }
  return true;
}

/** At most `rows` rows, with decisions up to cycle `until`; returns how many. */
function serveSeamless(state: Float64Array, base: number, engine: number, rows: number, until: number): number {
  const banks = state[base + slot.banks]!;
  const ready = base + slot.ready0;
  const tRcd = state[base + slot.tRcd]!;
  const tCl = state[base + slot.tCl]!;
  const tRas = state[base + slot.tRas]!;
  const tRc = state[base + slot.tRc]!;
  const tRp = state[base + slot.tRp]!;
  const denominator = state[base + slot.burstDenominator]!;
  const row = (state[base + slot.rowBytes]! / state[base + slot.burstBytes]!) * state[base + slot.burstNumerator]!;
  const wholeCycles = Math.floor(row / denominator);
  const rest = row - wholeCycles * denominator;
  const kind = state[base + slot.bookedKind]!;
  const newest = base + slot.from0 + (state[base + slot.lookAhead]! - 1) * plannedSlots;
  let bank = state[engine + at.bank]!;
  let busAt = state[base + slot.busAt]!;
  let busRest = state[base + slot.busRest]!;
  let decideAt = state[base + slot.decideAt]!;
  let served = 0;
  for (; served < rows && decideAt <= until; served++) {
    const known = state[ready + bank]!;
    const activateAt = known > decideAt ? known : decideAt;
    if (activateAt + tRcd + tCl > busAt) break;
    if (served > 0) takeFirst(state, base);
    const start = busRest > 0 ? busAt + 1 : busAt;
    busAt += wholeCycles;
    busRest += rest;
    if (busRest >= denominator) {
      busRest -= denominator;
      busAt++;
    }
    const end = busRest > 0 ? busAt + 1 : busAt;
    state[newest] = start;
    state[newest + planned.rowUntil] = start;
    state[newest + planned.start] = start;
    state[newest + planned.end] = end;
    state[newest + planned.activity] = kind;
    state[base + slot.plans]! += 1;
    decideAt = state[base + slot.from0 + planned.start]!;
    const closable = activateAt + tRas > end ? activateAt + tRas : end;
    const next = activateAt + tRc;
    state[ready + bank] = closable + tRp > next ? closable + tRp : next;
    bank++;
    if (bank === banks) {
      bank = 0;
      state[engine + at.row]! += state[base + slot.span]!;
    }
  }
  state[engine + at.bank] = bank;
  state[base + slot.busAt] = busAt;
  state[base + slot.busRest] = busRest;
  state[base + slot.decideAt] = decideAt;
  return served;
}

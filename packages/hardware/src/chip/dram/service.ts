import type { Kernel } from "@lnsim/kernel";
import { engineAt } from "./engine-state.ts";
import { addPlan, beginPlan, busFreeCycle } from "./plan.ts";
import { beginSegment, finishHead } from "./request.ts";
import { dramShape, planned } from "./state.ts";

const { activity, counter, slot } = dramShape;
const at = engineAt;

/** Decides on the next row access in cycle `now` and lays down when it happens. At least one engine has a head. */
export function serveNext(kernel: Kernel, block: number, base: number, now: number): void {
  const { state } = kernel;
  const load = base + slot["load.waiting"];
  const store = base + slot["store.waiting"];
  const engine = chooseEngine(state, base, load, store);
  const bank = state[engine + at.bank]!;
  const column = state[engine + at.column]!;
  const burstBytes = state[base + slot.burstBytes]!;
  const bytes = Math.min(state[engine + at.bytes]!, state[base + slot.rowBytes]! - column);
  const bursts = Math.ceil((column + bytes) / burstBytes) - Math.floor(column / burstBytes);
  const from = beginPlan(kernel, block, base, now);
  const activates = state[base + slot.open0 + bank] === state[engine + at.row] ? 0 : 1;
  const rowReady = activates === 1 ? activate(state, base, bank, now) : Math.max(now, state[base + slot.usable0 + bank]!);
  const start = useBus(state, base, rowReady + state[base + slot.tCl]!, bursts);
  const end = busFreeCycle(state, base);
  releaseRow(state, base, bank, state[engine + at.row]!, rowReady, activates, end);
  addPlan(state, base, from, Math.min(rowReady, start), start, end, engine === load ? activity.read : activity.write);
  const plans = state[base + slot.plans]!;
  state[base + slot.decideAt] = plans < state[base + slot.lookAhead]! ? now : state[base + slot.from0 + planned.start]!;
  const first = base + state[engine + at.pass]!;
  state[first + (engine === load ? counter["readBursts.fprop"] : counter["writeBursts.fprop"])]! += bursts;
  state[first + (engine === load ? counter["readBytes.fprop"] : counter["writtenBytes.fprop"])]! += bytes;
  state[first + counter["overfetchedBytes.fprop"]]! += bursts * burstBytes - bytes;
  state[first + counter["activates.fprop"]]! += activates;
  advance(state, base, engine, bytes, bursts, end, now);
}

/** The older head, unless the younger one hits an open row and the older one does not, and may overtake it. */
function chooseEngine(state: Float64Array, base: number, load: number, store: number): number {
  if (state[store] === 0 || state[load] === 0) {
    state[base + slot.overtaken] = 0;
    return state[store] === 0 ? load : store;
  }
  const older = state[base + slot.older] === 0 ? load : store;
  const younger = load + store - older;
  if (
    state[base + slot.isOpenPage] === 1 &&
    state[base + slot.overtaken]! < state[base + slot.ageCap]! &&
    hitsRow(state, base, younger) &&
    !hitsRow(state, base, older)
  ) {
    state[base + slot.overtaken]! += 1;
    return younger;
  }
  state[base + slot.overtaken] = 0;
  state[base + slot.older] = older === load ? 1 : 0;
  return older;
}

function hitsRow(state: Float64Array, base: number, engine: number): boolean {
  return state[base + slot.open0 + state[engine + at.bank]!] === state[engine + at.row];
}

/** Opens a row, closing another one first. Returns the cycle from which on its columns can be accessed. */
function activate(state: Float64Array, base: number, bank: number, now: number): number {
  const ready = base + slot.ready0 + bank;
  let activateAt = Math.max(now, state[ready]!);
  if (state[base + slot.open0 + bank]! >= 0) {
    const closed = Math.max(now, state[base + slot.closable0 + bank]!) + state[base + slot.tRp]!;
    if (closed > activateAt) activateAt = closed;
  }
  state[ready] = activateAt + state[base + slot.tRc]!;
  return activateAt + state[base + slot.tRcd]!;
}

/** After an access whose data is over in cycle `end`: keeps the row open, or closes it as soon as that may be. */
function releaseRow(state: Float64Array, base: number, bank: number, row: number, rowReady: number, activates: number, end: number): void {
  const closable = Math.max(end, activates === 1 ? rowReady - state[base + slot.tRcd]! + state[base + slot.tRas]! : state[base + slot.closable0 + bank]!);
  if (state[base + slot.isOpenPage] === 0) {
    const ready = base + slot.ready0 + bank;
    const closed = closable + state[base + slot.tRp]!;
    if (closed > state[ready]!) state[ready] = closed;
    return;
  }
  state[base + slot.closable0 + bank] = closable;
  state[base + slot.open0 + bank] = row;
  if (activates === 1) state[base + slot.usable0 + bank] = rowReady;
  state[base + slot.accesses]! += 1;
}

/** Puts bursts on the data bus, from cycle `earliest` on at the earliest. Returns the first cycle that is theirs from its start. */
function useBus(state: Float64Array, base: number, earliest: number, bursts: number): number {
  if (earliest > state[base + slot.busAt]!) {
    state[base + slot.busAt] = earliest;
    state[base + slot.busRest] = 0;
  }
  const start = busFreeCycle(state, base);
  const denominator = state[base + slot.burstDenominator]!;
  // Below 2^53: a row has at most 2^17 bursts, and the numerator is below 2^33 for clocks below 100 GHz.
  const parts = state[base + slot.busRest]! + bursts * state[base + slot.burstNumerator]!;
  const cycles = Math.floor(parts / denominator);
  state[base + slot.busAt]! += cycles;
  state[base + slot.busRest] = parts - cycles * denominator;
  return start;
}

/** Moves the head on by an access whose data is over in cycle `over`. */
function advance(state: Float64Array, base: number, engine: number, bytes: number, bursts: number, over: number, now: number): void {
  state[engine + at.bytes]! -= bytes;
  state[engine + at.bursts]! -= bursts;
  if (state[engine + at.bytes]! > 0) {
    const bank = state[engine + at.bank]! + 1;
    const wraps = bank === state[base + slot.banks]!;
    state[engine + at.bank] = wraps ? 0 : bank;
    state[engine + at.column] = 0;
    if (wraps) state[engine + at.row]! += state[base + slot.span]!;
    return;
  }
  if (state[engine + at.bursts]! > 0) beginSegment(state, base, engine);
  else finishHead(state, base, engine, over, now);
}

/** Refreshes all banks when the bus is free and every row is closed; decided on in cycle `now`. */
export function refresh(kernel: Kernel, block: number, base: number, now: number): void {
  const { state } = kernel;
  const banks = state[base + slot.banks]!;
  const from = beginPlan(kernel, block, base, now);
  let start = from;
  for (let bank = 0; bank < banks; bank++) start = Math.max(start, closedFrom(state, base, bank, now));
  const end = start + state[base + slot.tRfc]!;
  state.fill(end, base + slot.ready0, base + slot.ready0 + banks);
  state.fill(-1, base + slot.open0, base + slot.open0 + banks);
  addPlan(state, base, from, start, start, end, activity.refresh);
  state[base + slot.busAt] = end;
  state[base + slot.busRest] = 0;
  state[base + slot.decideAt] = end;
  state[base + slot.nextRefresh]! += state[base + slot.tRefi]!;
  state[base + counter.refreshes]! += 1;
}

/** First cycle in which an activate could follow if a bank is closed from cycle `now` on. */
function closedFrom(state: Float64Array, base: number, bank: number, now: number): number {
  const ready = state[base + slot.ready0 + bank]!;
  if (state[base + slot.open0 + bank]! < 0) return ready;
  return Math.max(ready, Math.max(now, state[base + slot.closable0 + bank]!) + state[base + slot.tRp]!);
}

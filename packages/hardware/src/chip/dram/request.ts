import type { Kernel } from "@lnsim/kernel";
import { localBelow } from "./address.ts";
import { engineAt, heldRequests } from "./engine-state.ts";
import { dramShape } from "./state.ts";

const { slot } = dramShape;
const at = engineAt;

/** Takes the requests of an engine that have come and find a place. */
export function acceptRequests(kernel: Kernel, block: number, base: number, engine: number, from: number): void {
  const { state, now } = kernel;
  while (kernel.has(block, from) && state[engine + at.waiting]! + state[engine + at.ending]! < heldRequests) {
    const place = engine + state[engine + at.waiting]!;
    for (let word = 0; word < 4; word++) state[place + at.base0 + word * heldRequests] = kernel.peek(block, from, word);
    if (!(kernel.peek(block, from, 1) >= 1)) throw new Error(`cycle ${now}: a transfer in segments of ${kernel.peek(block, from, 1)} bytes`);
    kernel.pop(block, from);
    state[engine + at.waiting]! += 1;
    if (state[engine + at.waiting]! === 1) becomeHead(state, base, engine, now);
  }
}

/** A request has come to the head of an idle engine: it is younger than the other engine's. */
function becomeHead(state: Float64Array, base: number, engine: number, now: number): void {
  const load = base + slot["load.waiting"];
  const other = engine === load ? base + slot["store.waiting"] : load;
  state[base + slot.older] = (state[other]! > 0) === (engine === load) ? 1 : 0;
  state[base + slot.decideAt] = Math.max(state[base + slot.decideAt]!, now);
  beginHead(state, base, engine, now);
}

/** Begins with the head; heads of which this channel has no share end at once, after those before them. */
function beginHead(state: Float64Array, base: number, engine: number, now: number): void {
  while (state[engine + at.waiting]! > 0) {
    const bytesAndPass = state[engine + at.bytesAndPass0]!;
    const bytes = Math.floor(bytesAndPass / 8);
    state[engine + at.pass] = bytesAndPass - bytes * 8;
    state[engine + at.later] = bytes;
    state[engine + at.nextSegment] = state[engine + at.base0]!;
    state[engine + at.bursts] = burstsOfShare(state, base, engine);
    if (state[engine + at.bursts]! > 0) return beginSegment(state, base, engine);
    endHead(state, base, engine, now + 1);
  }
  // Of no head: set to one value, so that states differ by what is to come alone.
  for (let field = at.bank; field <= at.pass; field++) state[engine + field] = 0;
}

/** The head is decided on to its end; its data is over in cycle `over`. The next one takes its place. */
export function finishHead(state: Float64Array, base: number, engine: number, over: number, now: number): void {
  endHead(state, base, engine, over);
  beginHead(state, base, engine, now);
}

function endHead(state: Float64Array, base: number, engine: number, over: number): void {
  const ending = state[engine + at.ending]!;
  const before = ending > 0 ? state[engine + at.end0 + ending - 1]! : 0;
  state[engine + at.end0 + ending] = Math.max(before, over + state[base + slot.controllerCycles]! - 1);
  state[engine + at.ending] = ending + 1;
  const waiting = state[engine + at.waiting]! - 1;
  state[engine + at.waiting] = waiting;
  for (let word = 0; word < 4; word++) {
    const first = engine + at.base0 + word * heldRequests;
    for (let index = 0; index < waiting; index++) state[first + index] = state[first + index + 1]!;
    state[first + waiting] = 0;
  }
}

/** Finds the next segment that this channel has a share of, and its place in the banks. There is one. */
export function beginSegment(state: Float64Array, base: number, engine: number): void {
  const channel = state[base + slot.channel]!;
  const channels = state[base + slot.channels]!;
  const interleave = state[base + slot.interleaveBytes]!;
  const stride = state[engine + at.stride0]!;
  let address = state[engine + at.nextSegment]!;
  let later = state[engine + at.later]!;
  let from = 0;
  let to = 0;
  while (from === to) {
    const bytes = Math.min(state[engine + at.segment0]!, later);
    from = localBelow(address, channel, channels, interleave);
    to = localBelow(address + bytes, channel, channels, interleave);
    address += stride;
    later -= bytes;
  }
  state[engine + at.nextSegment] = address;
  state[engine + at.later] = later;
  state[engine + at.bytes] = to - from;
  place(state, base, engine, from);
}

function place(state: Float64Array, base: number, engine: number, local: number): void {
  const rowBytes = state[base + slot.rowBytes]!;
  const banks = state[base + slot.banks]!;
  const row = Math.floor(local / rowBytes);
  const inBank = Math.floor(row / banks);
  state[engine + at.column] = local - row * rowBytes;
  state[engine + at.bank] = row - inBank * banks;
  state[engine + at.row] = inBank * state[base + slot.span]!;
}

/** Bursts of this channel's share of the head. */
function burstsOfShare(state: Float64Array, base: number, engine: number): number {
  const segment = state[engine + at.segment0]!;
  const stride = state[engine + at.stride0]!;
  const round = state[base + slot.channels]! * state[base + slot.interleaveBytes]!;
  let address = state[engine + at.base0]!;
  let bytes = state[engine + at.later]!;
  let bursts = 0;
  if (stride - Math.floor(stride / round) * round === 0) {
    // All segments lie alike, so that those of full length have equal shares.
    const full = Math.floor(bytes / segment);
    bursts = full > 0 ? full * burstsOf(state, base, address, segment) : 0;
    bytes -= full * segment;
  }
  for (; bytes > 0; bytes -= segment) {
    bursts += burstsOf(state, base, address, Math.min(segment, bytes));
    address += stride;
  }
  return bursts;
}

function burstsOf(state: Float64Array, base: number, address: number, bytes: number): number {
  const channel = state[base + slot.channel]!;
  const channels = state[base + slot.channels]!;
  const interleave = state[base + slot.interleaveBytes]!;
  const burstBytes = state[base + slot.burstBytes]!;
  const from = localBelow(address, channel, channels, interleave);
  const to = localBelow(address + bytes, channel, channels, interleave);
  return to > from ? Math.ceil(to / burstBytes) - Math.floor(from / burstBytes) : 0;
}

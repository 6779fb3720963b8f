import type { Kernel } from "@lnsim/kernel";
import type { ChipProgram } from "../program/program.ts";
import { counter, jobsAhead, nest, note, pendingAt, pendingStride, port, releaseFlags, slot } from "./state.ts";
import { sendTransfer } from "./send-transfer.ts";

/** A job is done: halves that no further tile needs are free, and its results leave for memory. */
export function takeDone(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const entry = base + state[base + slot.oldest]! * pendingStride;
  const release = state[entry + pendingAt.release]!;
  if ((release & releaseFlags.a) !== 0) state[base + slot.halvesA]! -= 1;
  if ((release & releaseFlags.b) !== 0) state[base + slot.halvesB]! -= 1;
  if ((release & releaseFlags.p) !== 0) state[base + slot.halvesP]! -= 1;
  if ((release & releaseFlags.store) !== 0) store(kernel, block, entry);
  for (let index = 0; index < pendingStride; index++) state[entry + pendingAt.release + index] = 0;
  state[entry + pendingAt.op] = Infinity;
  state[base + slot.oldest] = (state[base + slot.oldest]! + 1) % jobsAhead;
  state[base + slot.jobs]! -= 1;
}

function store(kernel: Kernel, block: number, entry: number): void {
  const { state } = kernel;
  const { ops } = kernel.attachment(block) as ChipProgram;
  const op = ops[state[entry + pendingAt.op]!]!;
  const tile = { traffic: op.traffic.o, variant: state[entry + pendingAt.variant]!, address: state[entry + pendingAt.address]!, pass: op.pass };
  sendTransfer(kernel, block, port.store, tile);
}

/** Results of a tile are in memory; with its last ones an op retires, from the next cycle on. */
export function takeStored(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const { ops } = kernel.attachment(block) as ChipProgram;
  const index = state[base + slot.storedOps]!;
  state[base + slot.halvesO]! -= 1;
  if (ops[index]!.spills) state[base + slot.tilesAhead]! -= 1;
  kernel.iterate(block, nest.stores, 1);
  if (kernel.remaining(block, nest.stores) > 0) return;
  state[base + slot.storedOps] = index + 1;
  kernel.count(block, counter.retired, 1);
  kernel.note(block, note.retired, index);
  if (index + 1 === ops.length) return kernel.stopAt(kernel.now + 1);
  kernel.enterNest(block, nest.stores, ops[index + 1]!.stores);
}

import { defineBlock, type BlockKind, type Kernel } from "@lnsim/kernel";
import { targets } from "../messages.ts";
import { declareDma, dmaPort, dmaSlot } from "./state.ts";

const moving = 1;
const idle = 0;
/** Counters behind the slots: bytes and words by pass, transfers. */
const counterAt = { bytes: 0, words: 5, transfers: 10 } as const;

/** Digits of `dmaSlot.parts`. */
const part = { memory: 1, stash: 2 } as const;

function wake(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const channels = state[base + dmaSlot.channels]!;
  while (kernel.has(block, dmaPort.sync)) passOn(kernel, block, channels);
  while (kernel.has(block, dmaPort.request)) hand(kernel, block, base, channels);
  takeDone(kernel, block, base, channels);
  while (isOver(state, base, channels)) finish(kernel, block, base, channels);
  kernel.setActivity(block, state[base + dmaSlot.underWay]! > 0 ? moving : idle);
}

function takeDone(kernel: Kernel, block: number, base: number, channels: number): void {
  const { state } = kernel;
  for (let channel = 0; channel < channels; channel++) {
    const done = dmaPort.channels + channels + channel;
    while (kernel.has(block, done)) {
      kernel.pop(block, done);
      state[base + dmaSlot.ahead + channel]! += 1;
    }
  }
  while (kernel.has(block, dmaPort.stashDone)) {
    kernel.pop(block, dmaPort.stashDone);
    state[base + dmaSlot.stashAhead]! += 1;
  }
}

/** Tells the channels that an op or a tile begins, before any of its transfers. */
function passOn(kernel: Kernel, block: number, channels: number): void {
  const isOp = kernel.peek(block, dmaPort.sync, 0);
  kernel.pop(block, dmaPort.sync);
  for (let channel = 0; channel < channels; channel++) kernel.send(block, dmaPort.channels + 2 * channels + channel, isOp);
}

/** Hands a transfer to all channels, each of which takes its share, and its part in the stash to that. */
function hand(kernel: Kernel, block: number, base: number, channels: number): void {
  const { state } = kernel;
  let parts = 0;
  for (let target: number = targets.both; target === targets.both; ) {
    const bytesAndTarget = kernel.peek(block, dmaPort.request, 3);
    const bytes = Math.floor(bytesAndTarget / 32);
    const pass = bytesAndTarget % 8;
    target = (bytesAndTarget - bytes * 32 - pass) / 8;
    if (target === targets.stash) handToStash(kernel, block, base, bytes * 8 + pass);
    else handToChannels(kernel, block, base, bytes * 8 + pass);
    parts += target === targets.stash ? part.stash : part.memory;
    kernel.pop(block, dmaPort.request);
  }
  kernel.count(block, dmaSlot.ahead + channels + counterAt.transfers, 1);
  state[base + dmaSlot.parts]! += parts * 4 ** state[base + dmaSlot.underWay]!;
  state[base + dmaSlot.underWay]! += 1;
}

function handToChannels(kernel: Kernel, block: number, base: number, bytesAndPass: number): void {
  const channels = kernel.state[base + dmaSlot.channels]!;
  const address = kernel.peek(block, dmaPort.request, 0);
  const segment = kernel.peek(block, dmaPort.request, 1);
  const stride = kernel.peek(block, dmaPort.request, 2);
  for (let channel = 0; channel < channels; channel++) kernel.send(block, dmaPort.channels + channel, address, segment, stride, bytesAndPass);
  const bytes = Math.floor(bytesAndPass / 8);
  count(kernel, block, base, bytesAndPass, Math.ceil(bytes / kernel.state[base + dmaSlot.wordBytes]!));
}

function handToStash(kernel: Kernel, block: number, base: number, bytesAndPass: number): void {
  const words = kernel.peek(block, dmaPort.request, 1);
  kernel.send(block, dmaPort.stash, words, kernel.peek(block, dmaPort.request, 2), bytesAndPass);
  count(kernel, block, base, bytesAndPass, words);
}

/** Bytes, and words of the half that they come from or go to. */
function count(kernel: Kernel, block: number, base: number, bytesAndPass: number, words: number): void {
  const first = dmaSlot.ahead + kernel.state[base + dmaSlot.channels]!;
  const pass = bytesAndPass % 8;
  kernel.count(block, first + counterAt.bytes + pass, (bytesAndPass - pass) / 8);
  kernel.count(block, first + counterAt.words + pass, words);
}

/** Whether all that have a part of the oldest transfer are through with it. */
function isOver(state: Float64Array, base: number, channels: number): boolean {
  if (state[base + dmaSlot.underWay] === 0) return false;
  const parts = state[base + dmaSlot.parts]! % 4;
  if (parts >= part.stash && state[base + dmaSlot.stashAhead] === 0) return false;
  if (parts === part.stash) return true;
  for (let channel = 0; channel < channels; channel++) if (state[base + dmaSlot.ahead + channel] === 0) return false;
  return true;
}

function finish(kernel: Kernel, block: number, base: number, channels: number): void {
  const { state } = kernel;
  const parts = state[base + dmaSlot.parts]! % 4;
  if (parts >= part.stash) state[base + dmaSlot.stashAhead]! -= 1;
  if (parts !== part.stash) for (let channel = 0; channel < channels; channel++) state[base + dmaSlot.ahead + channel]! -= 1;
  state[base + dmaSlot.parts] = (state[base + dmaSlot.parts]! - parts) / 4;
  state[base + dmaSlot.underWay]! -= 1;
  kernel.send(block, dmaPort.over);
}

const kinds = new Map<number, BlockKind>();

/** The DMA engine of a chip with this many channels. */
export function dmaEngine(channels: number): BlockKind {
  let kind = kinds.get(channels);
  if (kind === undefined) {
    kind = defineBlock(declareDma(channels), wake);
    kinds.set(channels, kind);
  }
  return kind;
}

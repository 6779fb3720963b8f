import { defineBlock, type BlockKind, type Kernel } from "@lnsim/kernel";
import { declareDma, dmaPort, dmaSlot } from "./state.ts";

const moving = 1;
const idle = 0;
/** Counters behind the slots: bytes and words by pass, transfers. */
const counterAt = { bytes: 0, words: 5, transfers: 10 } as const;

function wake(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const channels = state[base + dmaSlot.channels]!;
  while (kernel.has(block, dmaPort.sync)) passOn(kernel, block, channels);
  while (kernel.has(block, dmaPort.request)) hand(kernel, block, base, channels);
  let fewest = Infinity;
  for (let channel = 0; channel < channels; channel++) {
    const done = dmaPort.channels + channels + channel;
    while (kernel.has(block, done)) {
      kernel.pop(block, done);
      state[base + dmaSlot.ahead + channel]! += 1;
    }
    fewest = Math.min(fewest, state[base + dmaSlot.ahead + channel]!);
  }
  for (; fewest > 0; fewest--) finish(kernel, block, base, channels);
  kernel.setActivity(block, state[base + dmaSlot.underWay]! > 0 ? moving : idle);
}

/** Tells the channels that an op or a tile begins, before any of its transfers. */
function passOn(kernel: Kernel, block: number, channels: number): void {
  const isOp = kernel.peek(block, dmaPort.sync, 0);
  kernel.pop(block, dmaPort.sync);
  for (let channel = 0; channel < channels; channel++) kernel.send(block, dmaPort.channels + 2 * channels + channel, isOp);
}

/** Hands a transfer to all channels; each takes its share. */
function hand(kernel: Kernel, block: number, base: number, channels: number): void {
  const { request } = dmaPort;
  const address = kernel.peek(block, request, 0);
  const segment = kernel.peek(block, request, 1);
  const stride = kernel.peek(block, request, 2);
  const bytesAndPass = kernel.peek(block, request, 3);
  kernel.pop(block, request);
  for (let channel = 0; channel < channels; channel++) kernel.send(block, dmaPort.channels + channel, address, segment, stride, bytesAndPass);
  kernel.state[base + dmaSlot.underWay]! += 1;
  count(kernel, block, base, bytesAndPass);
}

function count(kernel: Kernel, block: number, base: number, bytesAndPass: number): void {
  const channels = kernel.state[base + dmaSlot.channels]!;
  const first = dmaSlot.ahead + channels;
  const pass = bytesAndPass % 8;
  const bytes = (bytesAndPass - pass) / 8;
  kernel.count(block, first + counterAt.bytes + pass, bytes);
  kernel.count(block, first + counterAt.words + pass, Math.ceil(bytes / kernel.state[base + dmaSlot.wordBytes]!));
  kernel.count(block, first + counterAt.transfers, 1);
}

/** All channels are through with the oldest transfer. */
function finish(kernel: Kernel, block: number, base: number, channels: number): void {
  const { state } = kernel;
  for (let channel = 0; channel < channels; channel++) state[base + dmaSlot.ahead + channel]! -= 1;
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

import { defineBlock, type Kernel } from "@lnsim/kernel";
import { isFree, isMoving, transfer, type ChannelLayout } from "./channel.ts";
import { memoryShape } from "./state.ts";

const { slot, port, counter, activity } = memoryShape;
const read: ChannelLayout = { rate: slot.readRate, cycle: slot.readCycle, taken: slot.readTaken, from: slot.readFrom, until: slot.readUntil };
const write: ChannelLayout = { rate: slot.writeRate, cycle: slot.writeCycle, taken: slot.writeTaken, from: slot.writeFrom, until: slot.writeUntil };

/** Reads are booked as they come; a write waits in its link until the channel is free, which is what holds the units back. */
function wake(kernel: Kernel, block: number): void {
  while (kernel.has(block, port.loadA)) load(kernel, block, port.loadA, port.dataA, port.arrivedA, counter["readA.fprop"]);
  while (kernel.has(block, port.loadB)) load(kernel, block, port.loadB, port.dataB, port.arrivedB, counter["readB.fprop"]);
  while (kernel.has(block, port.loadMask)) loadMask(kernel, block);
  while (kernel.has(block, port.ppuRead)) deliver(kernel, block, port.ppuRead, port.ppuData, counter["readPpu.fprop"]);
  while (kernel.has(block, port.updateRead)) deliver(kernel, block, port.updateRead, port.updateData, counter["readUpdate.fprop"]);
  while (kernel.has(block, port.ppuWrite) && isFree(kernel, block, write)) {
    store(kernel, block, port.ppuWrite, port.ppuWritten, counter["writePpu.fprop"]);
  }
  while (kernel.has(block, port.updateWrite) && isFree(kernel, block, write)) {
    store(kernel, block, port.updateWrite, port.updateWritten, counter["writeUpdate.fprop"]);
  }
  if (kernel.has(block, port.ppuWrite) || kernel.has(block, port.updateWrite)) {
    kernel.wakeAt(block, kernel.state[kernel.base(block) + slot.writeCycle]! - 1);
  }
  const isReading = isMoving(kernel, block, read);
  const isWriting = isMoving(kernel, block, write);
  if (isReading) return kernel.setActivity(block, isWriting ? activity["read and write"] : activity.read);
  kernel.setActivity(block, isWriting ? activity.write : activity.idle);
}

/** A slice for a buffer: the buffer gets it when it is complete, the sequencer knows a cycle before. */
function load(kernel: Kernel, block: number, request: number, data: number, arrived: number, counted: number): void {
  const bytes = kernel.peek(block, request, 0);
  const bits = kernel.peek(block, request, 1);
  const pass = kernel.peek(block, request, 2);
  kernel.pop(block, request);
  const delay = transfer(kernel, block, read, bytes) - kernel.now - 1;
  kernel.sendAfter(block, data, delay, bits, pass);
  kernel.sendAfter(block, arrived, delay - 1);
  kernel.count(block, counted + pass, bytes);
  kernel.count(block, counter["delivered bits"], bits);
}

/** What masks a tile of dgrad: like a slice, for the PPU. */
function loadMask(kernel: Kernel, block: number): void {
  const bytes = kernel.peek(block, port.loadMask, 0);
  kernel.count(block, counter["readMask.fprop"] + kernel.peek(block, port.loadMask, 1), bytes);
  kernel.pop(block, port.loadMask);
  const delay = transfer(kernel, block, read, bytes) - kernel.now - 1;
  kernel.sendAfter(block, port.maskData, delay);
  kernel.sendAfter(block, port.arrivedMask, delay - 1);
}

function deliver(kernel: Kernel, block: number, request: number, data: number, counted: number): void {
  const bytes = kernel.peek(block, request, 0);
  const pass = kernel.peek(block, request, 1);
  kernel.pop(block, request);
  kernel.sendAfter(block, data, transfer(kernel, block, read, bytes) - kernel.now - 1);
  kernel.count(block, counted + pass, bytes);
}

/** Tells the sequencer of writes that it waits for: those that empty staging rows, and those that complete something. */
function store(kernel: Kernel, block: number, request: number, written: number, counted: number): void {
  const bytes = kernel.peek(block, request, 0);
  const pass = kernel.peek(block, request, 1);
  const rows = kernel.peek(block, request, 2);
  const last = kernel.peek(block, request, 3);
  kernel.pop(block, request);
  const over = transfer(kernel, block, write, bytes);
  if (rows > 0 || last === 1) kernel.sendAfter(block, written, over - kernel.now - 2, rows, last);
  kernel.count(block, counted + pass, bytes);
}

/** The ideal memory. */
export const memory = defineBlock(memoryShape, wake);

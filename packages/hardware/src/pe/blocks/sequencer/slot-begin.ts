import type { Kernel } from "@lnsim/kernel";
import { firstOfTile, lastOfTile, packTag } from "../tag.ts";
import { vectorMacActivityNames } from "../vector-mac/state.ts";
import { freesHalfB } from "./half-use.ts";
import { fieldOf, nestAt } from "./op-table.ts";
import { field } from "./program.ts";
import { columnsOf } from "./slot-start.ts";
import { nest, port, slot } from "./state.ts";
import { bridgeGap, nothing } from "./wait-report.ts";

const aPort = vectorMacActivityNames.indexOf("A port");
const bPort = vectorMacActivityNames.indexOf("B port");
const hazard = vectorMacActivityNames.indexOf("hazard");

/** Orders everything that a slot needs, each for its cycle. */
export function beginSlot(kernel: Kernel, block: number, base: number, start: number): void {
  const { state, now } = kernel;
  const op = state[base + slot.issueOp]!;
  const pass = fieldOf(kernel, base, op, field.pass);
  const bitsB = fieldOf(kernel, base, op, field.bitsB);
  const columns = columnsOf(kernel, base, op);
  const isLastM = kernel.remaining(block, nestAt(kernel, base, nest.issueM)) === 1;
  const isLastK = kernel.remaining(block, nestAt(kernel, base, nest.issueK)) === 1;
  const lanes = isLastM ? fieldOf(kernel, base, op, field.mEdge) : state[base + slot.lanes]!;
  const words = fieldOf(kernel, base, op, field.portCyclesA);
  const vectorBits = state[base + slot.vectorSize]! * bitsB;
  const wordsB = Math.ceil((columns * vectorBits) / state[base + slot.portBitsB]!);
  const cycles = Math.max(columns, words, wordsB, state[base + slot.accumulateLatency]!);
  const slack = cycles === words ? aPort : cycles === wordsB ? bPort : hazard;
  const edges = (state[base + slot.isOpening] === 1 ? firstOfTile : 0) + (isLastK ? lastOfTile : 0);
  const depth = isLastK ? fieldOf(kernel, base, op, field.kEdge) : state[base + slot.vectorSize]!;
  const frees = freesHalfB(kernel, block, base);
  bridgeGap(kernel, block, base, start);
  kernel.sendAfter(block, port.streamB, start - now - 2, columns, vectorBits, frees, pass);
  kernel.sendAfter(block, port.swap, start - now - 1, words);
  kernel.sendAfter(block, port.issue, start - now - 1, slack, columns, cycles, packTag(pass, edges, lanes, depth));
  state[base + slot.isOrdered] = 0;
  state[base + slot.isOpening] = 0;
  state[base + slot.toldWait] = nothing;
  state[base + slot.slotStart] = start;
  state[base + slot.slotEnd] = start + cycles;
  if (start - 1 > now) kernel.wakeAt(block, start - 1);
  if (start + cycles - 1 > now) kernel.wakeAt(block, start + cycles - 1);
  if (!isLastK) return;
  state[base + slot.isLastTile] = isLastM && kernel.remaining(block, nestAt(kernel, base, nest.issueN)) === 1 ? 1 : 0;
  closeTile(kernel, base, columns, lanes);
}

function closeTile(kernel: Kernel, base: number, columns: number, lanes: number): void {
  const state = kernel.state;
  const op = state[base + slot.issueOp]!;
  state[base + slot.isTileWaiting] = 1;
  state[base + slot.tileCompleteAt] = state[base + slot.slotEnd]! + state[base + slot.latency]!;
  state[base + slot.tileRows] = columns;
  state[base + slot.tileLanes] = lanes;
  state[base + slot.tileResults] = columns * fieldOf(kernel, base, op, field.kSlices);
  state[base + slot.tileOp] = op;
}

import type { Kernel } from "@lnsim/kernel";
import { tileFlags } from "../ppu/state.ts";
import { fieldOf } from "./op-table.ts";
import { passPpuOn } from "./pass-issue.ts";
import { field } from "./program.ts";
import { port, slot } from "./state.ts";

/**
 * Tells the collector when a finished tile leaves: once its last result is in, the tile before has left, and the PPU has
 * promised room for all of its rows and has what masks them. The PPU takes ops in order, and no tile while a pass is due or under way.
 */
export function issueDrain(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (now >= state[base + slot.drainedUntil]!) {
    state[base + slot.drainedFrom] = -Infinity;
    state[base + slot.drainedRows] = 0;
  }
  const rows = state[base + slot.tileRows]!;
  const op = state[base + slot.tileOp]!;
  if (state[base + slot.isTileWaiting] === 0 || state[base + slot.ppuOp] !== op || state[base + slot.stagingFree]! < rows) return;
  if (fieldOf(kernel, base, op, field.maskBits) > 0) {
    if (state[base + slot.masksArrived] === 0) return;
    state[base + slot.masksArrived]! -= 1;
  }
  const from = Math.max(state[base + slot.tileCompleteAt]!, state[base + slot.drainedUntil]!, now + 1);
  const pass = fieldOf(kernel, base, op, field.pass);
  const lanes = state[base + slot.tileLanes]!;
  const bytes = Math.ceil((rows * lanes * fieldOf(kernel, base, op, field.bitsOut)) / 8);
  const isLast = state[base + slot.isLastTile] === 1;
  const flags = fieldOf(kernel, base, op, field.tileFlags) + (isLast ? tileFlags.last : 0);
  kernel.sendAfter(block, port.drain, from - now - 1, rows, lanes, state[base + slot.tileResults]!, pass);
  kernel.sendAfter(block, port.tile, from - now - 1, rows, bytes, flags, pass);
  state[base + slot.stagingFree]! -= rows;
  state[base + slot.isTileWaiting] = 0;
  state[base + slot.drainedFrom] = from;
  state[base + slot.drainedRows] = rows;
  state[base + slot.drainedUntil] = from + rows * state[base + slot.rowCycles]!;
  if (isLast) passPpuOn(kernel, base);
}

import { defineBlock, type Kernel } from "@lnsim/kernel";
import { beginShare } from "./begin-share.ts";
import { finishChunk } from "./finish-chunk.ts";
import { finishPassChunk, startPassChunk } from "./pass-chunk.ts";
import type { GridContext } from "./context.ts";
import { gridPeShape, phases } from "./state.ts";
import { startChunk } from "./start-chunk.ts";
import { drainTile, takeWritten } from "./drain-tile.ts";

const { written: WRITTEN } = gridPeShape.port;
const { begun: BEGUN, phase: PHASE, holds: HOLDS } = gridPeShape.slot;
const { waiting: WAITING, computing: COMPUTING } = phases;

/** Chunk after chunk; a finished tile leaves as soon as it may. */
function wake(kernel: Kernel, block: number, base: number): void {
  const { state } = kernel;
  const context = kernel.attachment(block) as GridContext;
  const { plan } = context;
  if (state[base + BEGUN] === 0) beginShare(kernel, block, base, plan);
  if (kernel.has(block, WRITTEN)) takeWritten(kernel, block, base);
  const isVector = plan.isVector === 1;
  for (;;) {
    if (state[base + PHASE] === COMPUTING && !(isVector ? finishPassChunk(kernel, block, base, plan) : finishChunk(kernel, block, base, plan))) return;
    if (state[base + HOLDS] === 1) drainTile(kernel, block, base, context);
    if (state[base + PHASE] !== WAITING || !(isVector ? startPassChunk(kernel, block, base, context) : startChunk(kernel, block, base, plan))) return;
  }
}

/** A PE of a grid. */
export const gridPe = defineBlock(gridPeShape, wake);

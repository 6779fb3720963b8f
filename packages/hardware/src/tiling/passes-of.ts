import type { PeDescription } from "../machine/description.ts";
import type { LossOp, UpdateOp } from "../workload/operation.ts";
import { ppuOperations, type PpuOperation } from "../blocks/ppu/operations.ts";
import { planChunks, type ChunkPlan } from "./chunk-plan.ts";

/** The second pass over a spilled result: read in the spill format, quantised, written as codes. */
export function requantisePass(description: PeDescription, elements: number, codeBits: number): ChunkPlan {
  const { ppu, formats } = description;
  return planChunks({
    elements,
    chunkElements: ppu.chunkElements,
    readBits: formats.spill.bits,
    writeBits: codeBits,
    rates: rates(description, "requantise"),
  });
}

/** Whether the loss's gradients wait in the spill format until their scale is known. */
export function isLossRequantised({ scalePolicy, formats }: PeDescription): boolean {
  return scalePolicy === "current" && formats.gradients.scaled;
}

/** Softmax and cross-entropy: find the maximum, exponentiate and add up, divide; the logits stay in the PPU between the three. */
export function lossPass(description: PeDescription, op: LossOp): ChunkPlan {
  const { ppu, formats } = description;
  return planChunks({
    elements: op.elements,
    chunkElements: ppu.chunkElements,
    readBits: formats.spill.bits,
    writeBits: isLossRequantised(description) ? formats.spill.bits : formats.gradients.bits,
    rates: rates(description, isLossRequantised(description) ? "lossSpilled" : "lossQuantised"),
  });
}

function rates({ ppu }: PeDescription, operation: PpuOperation): readonly number[] {
  return ppuOperations[operation].rates.map((rate) => ppu[rate]);
}

/** Bits per parameter that an update reads (update code, gradient, state) and writes (update code, state, weight code). */
export function updateBits({ formats, update }: PeDescription, op: UpdateOp): { readonly read: number; readonly write: number } {
  const state = (op.stateSlots ?? 1) * formats.state.bits;
  const view = update.weightView === "stored" ? formats.weights.bits : 0;
  return { read: formats.update.bits + formats.weightGradients.bits + state, write: formats.update.bits + state + view };
}

/** The optimizer's pass over the parameters. */
export function updatePass(description: PeDescription, op: UpdateOp): ChunkPlan {
  const { update } = description;
  const bits = updateBits(description, op);
  return planChunks({
    elements: op.elements,
    chunkElements: update.chunkElements,
    readBits: bits.read,
    writeBits: bits.write,
    rates: [update.elementsPerCycle],
  });
}

import type { PeDescription } from "../../description/description.ts";
import { passBits } from "../../vector/pass-bits.ts";
import { vectorSteps } from "../../vector/steps.ts";
import { unitCycles } from "../../vector/unit-cycles.ts";
import type { UpdateOp, VectorOp } from "../../workload/operation.ts";
import { planChunks, type ChunkPlan } from "./chunk-plan.ts";

/** A pass of the PPU over stored tensors. */
export function vectorPass({ ppu, formats }: PeDescription, op: VectorOp): ChunkPlan {
  const bits = passBits(formats, op);
  const steps = vectorSteps(op);
  return planChunks({
    elements: op.elements,
    chunkElements: ppu.chunkElements,
    readBits: bits.read,
    writeBits: bits.write,
    cyclesOf: (elements) => unitCycles(ppu, steps, elements),
  });
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
    cyclesOf: (elements) => Math.ceil(elements / update.elementsPerCycle),
  });
}

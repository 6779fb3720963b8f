import type { PeDescription } from "../machine/description.ts";
import { isLossRequantised, lossPass, requantisePass, updatePass } from "../tiling/passes-of.ts";
import { overChunks, type ChunkPlan } from "../tiling/chunk-plan.ts";
import type { LossOp, UpdateOp } from "../workload/operation.ts";
import { closedFormOf, type ClosedForm } from "./term.ts";

interface PassParts {
  readonly fill: number;
  readonly work: number;
  readonly writeBack: number;
}

/** A pass over a stored tensor, alone: dispatch and first chunk, one chunk after the other, and the last one's way to memory. */
function passParts({ memory }: PeDescription, plan: ChunkPlan, latencyCycles: number): PassParts {
  const first = plan.chunks === 1 ? plan.last : plan.full;
  return {
    fill: dispatchCycles + memory.latencyCycles + Math.ceil(first.readBytes / memory.readBytesPerCycle),
    work: overChunks(plan, (chunk) => chunk.cycles),
    writeBack: latencyCycles + Math.ceil(plan.last.writeBytes / memory.writeBytesPerCycle),
  };
}

/** From the sequencer's command to the unit's first request. */
const dispatchCycles = 1;

/** Cycles of a pass, alone and with a memory that keeps up. */
export function passCycles(description: PeDescription, plan: ChunkPlan, latencyCycles: number): number {
  const { fill, work, writeBack } = passParts(description, plan, latencyCycles);
  return fill + work + writeBack;
}

/** The loss: softmax in the PPU, and where the scale policy asks for it a second pass that quantises the gradients. */
export function lossForm(description: PeDescription, op: LossOp): ClosedForm {
  const latency = description.ppu.latencyCycles;
  const { fill, work, writeBack } = passParts(description, lossPass(description, op), latency);
  const second = requantisePass(description, op.elements, description.formats.gradients.bits);
  return closedFormOf({
    "memory fill": fill,
    PPU: work,
    "write back": writeBack,
    requantise: isLossRequantised(description) ? passCycles(description, second, latency) : 0,
  });
}

/** The weight update. */
export function updateForm(description: PeDescription, op: UpdateOp): ClosedForm {
  const { fill, work, writeBack } = passParts(description, updatePass(description, op), description.update.latencyCycles);
  return closedFormOf({ "memory fill": fill, update: work, "write back": writeBack });
}

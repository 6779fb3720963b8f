import type { PeDescription } from "../../description/description.ts";
import { updatePass, vectorPass } from "../tiling/passes-of.ts";
import { overChunks, type ChunkPlan } from "../tiling/chunk-plan.ts";
import type { UpdateOp, VectorOp } from "../../workload/operation.ts";
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

/** A pass of the PPU. */
export function vectorForm(description: PeDescription, op: VectorOp): ClosedForm {
  const { fill, work, writeBack } = passParts(description, vectorPass(description, op), description.ppu.latencyCycles);
  return closedFormOf({ "memory fill": fill, PPU: work, "write back": writeBack });
}

/** The weight update. */
export function updateForm(description: PeDescription, op: UpdateOp): ClosedForm {
  const { fill, work, writeBack } = passParts(description, updatePass(description, op), description.update.latencyCycles);
  return closedFormOf({ "memory fill": fill, update: work, "write back": writeBack });
}

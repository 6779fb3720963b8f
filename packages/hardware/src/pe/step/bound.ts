import type { PeDescription } from "../../description/description.ts";
import type { ClosedForm, TermName } from "../closed-form/term.ts";
import type { ChunkPlan } from "../tiling/chunk-plan.ts";
import { updatePass, vectorPass } from "../tiling/passes-of.ts";
import type { Op } from "../../workload/operation.ts";
import type { Bound, MacActivity } from "./timing.ts";

/**
 * What takes most of an op's time. For a matrix product: multiplying, or a cause of stalls.
 * For a pass: the unit itself, or the memory where moving a chunk takes longer than working on it.
 */
export function boundOf(description: PeDescription, op: Op, activity: MacActivity): Bound {
  if (op.kind === "vector") return passBound(description, vectorPass(description, op), "PPU");
  if (op.kind === "update") return passBound(description, updatePass(description, op), "update");
  const stalls = activity.stallCycles;
  const candidates: readonly (readonly [Bound, number])[] = [
    ["compute", activity.workCycles],
    ["A port", stalls["A port"] ?? 0],
    ["B stream", stalls["B port"] ?? 0],
    ["hazard", stalls.hazard ?? 0],
    ["memory", stalls.memory ?? 0],
    ["drain", stalls.drain ?? 0],
  ];
  return candidates.reduce((largest, candidate) => (candidate[1] > largest[1] ? candidate : largest))[0];
}

/** The cycles of a term, 0 when it does not occur. */
export function termOf(form: ClosedForm, name: TermName): number {
  return form.terms.find((term) => term.name === name)?.cycles ?? 0;
}

function passBound({ memory }: PeDescription, plan: ChunkPlan, unit: "PPU" | "update"): Bound {
  const chunk = plan.chunks === 1 ? plan.last : plan.full;
  const moving = Math.max(chunk.readBytes / memory.readBytesPerCycle, chunk.writeBytes / memory.writeBytesPerCycle);
  return moving > chunk.cycles ? "memory" : unit;
}

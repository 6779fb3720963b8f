import { gemmPasses, tensorRoles, type Arithmetic, type TensorRole } from "@lnsim/training";
import type { MachineValues } from "../machine/machine-tree.ts";

/** Why the machine has no PE for an arithmetic, so that it has neither cycles nor energy; null when it has one. */
export function missingPe(arithmetic: Arithmetic, values: Pick<MachineValues, "array" | "pe">): string | null {
  const { weights, activations, gradients, datapaths } = arithmetic;
  const formats = new Set([weights.id, activations.id, gradients.id]);
  if (formats.size > 1) return `a PE multiplies one format, and the operands have ${formats.size}: ${[...formats].join(", ")}`;
  for (const role of tensorRoles) {
    const reason = missingScale(arithmetic, role, values);
    if (reason !== null) return reason;
  }
  for (const pass of gemmPasses) {
    if (datapaths[pass].description !== datapaths.fprop.description) return `a PE has one datapath, and ${pass} has another than fprop`;
  }
  return null;
}

/** A PE has one scale a tensor, or one for each of the vectors that it sums, which are stored as shares of a bit. */
function missingScale({ scales, ...formats }: Arithmetic, role: TensorRole, { array, pe }: Pick<MachineValues, "array" | "pe">): string | null {
  const { granularity, vectorSize } = scales[role];
  if (!formats[role].scaled || granularity === "tensor") return null;
  if (granularity !== "vector") return `the PE has one scale a tensor or a vector, and ${role} have one a ${granularity}`;
  if (array.kind === "systolic") return `a systolic array adds products one by one, and vectors of ${role} have scales`;
  if ((vectorSize & (vectorSize - 1)) !== 0) return `scales are stored for vectors of a power of two, and ${role} have one for ${vectorSize}`;
  if (vectorSize === pe.vectorSize) return null;
  return `the PE sums vectors of ${pe.vectorSize}, and ${role} have scales for vectors of ${vectorSize} (set pe.vectorSize, or the scale's)`;
}

import { gemmPasses, tensorRoles, type Arithmetic } from "@lnsim/training";

/** Why the machine has no PE for an arithmetic, so that it has neither cycles nor energy; null when it has one. */
export function missingPe({ weights, activations, gradients, datapaths, scales }: Arithmetic): string | null {
  const formats = new Set([weights.id, activations.id, gradients.id]);
  if (formats.size > 1) return `a PE multiplies one format, and the operands have ${formats.size}: ${[...formats].join(", ")}`;
  const shared = tensorRoles.find((role) => scales[role].granularity !== "tensor");
  if (shared !== undefined) return `the PE has one scale a tensor, and ${shared} have one a ${scales[shared].granularity}`;
  for (const pass of gemmPasses) {
    const datapath = datapaths[pass];
    if (datapath.kind === "fixed" && datapath.accumulator === "binary32") return "there is no PE that adds scaled vectors in binary32";
    if (datapath.description !== datapaths.fprop.description) return `a PE has one datapath, and ${pass} has another than fprop`;
  }
  return null;
}

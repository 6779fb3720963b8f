import type { DatapathState } from "@lnsim/simulator";

/** Where the numbers come from, in words. */
export function operandsText(operands: DatapathState["operands"]): string {
  if (operands.kind === "training") return `real codes, step ${operands.step} of ${operands.trace}`;
  const { seed, reason } = operands;
  return `random codes, seed ${seed}${reason === null ? "" : ` (${reason})`}`;
}

import type { TensorUse } from "@lnsim/hardware";
import type { TraceOp } from "@lnsim/trace";
import type { PassContext } from "./lower-pass.ts";

/** Which element of each window a max pooling took, kept from the forward pass to the backward one, if the step has that; else nothing. */
export function argmaxOf({ tensors, layers }: PassContext, op: TraceOp): readonly TensorUse[] {
  if (op.operator !== "max-pool" || !tensors.hasBackward(op.layer)) return [];
  const pooled = tensors.elements(op.pass === "fprop" ? op.writes[0]! : op.reads[0]!);
  const layer = layers.get(op.layer);
  const taps = layer?.kind === "max-pool" ? layer.kernel[0] * layer.kernel[1] : 4;
  return [{ name: `${op.layer}.argmax`, elements: pooled * Math.max(1, 32 - Math.clz32(taps - 1)), storedAs: "mask" }];
}

import type { Op } from "./operation.ts";
import type { TensorUse } from "./tensor-use.ts";

/** What an op reads from memory and what it leaves there. */
export interface OpTensors {
  readonly reads: readonly TensorUse[];
  readonly writes: readonly TensorUse[];
}

/**
 * The tensors of an op. What an update stores per parameter of `p`: the update code `p.update`, the optimizer's state
 * `p.state`, and, unless that is rounded on load, the code that matrix products read `p`; it reads the gradient `p.grad`.
 */
export function tensorsOf(op: Op): OpTensors {
  if (op.kind === "vector") return op;
  if (op.kind === "gemm") return { reads: given([op.a, op.b, op.mask]), writes: given([op.out]) };
  const { name, parameter = name, elements, stateSlots = 1, storesWeights = true } = op;
  const kept: TensorUse[] = [{ name: `${parameter}.update`, elements, storedAs: "update" }];
  if (stateSlots > 0) kept.push({ name: `${parameter}.state`, elements: elements * stateSlots, storedAs: "state" });
  return {
    reads: [{ name: `${parameter}.grad`, elements, storedAs: "weightGradients" }, ...kept],
    writes: storesWeights ? [...kept, { name: parameter, elements, storedAs: "weights" }] : kept,
  };
}

function given(uses: readonly (TensorUse | undefined)[]): readonly TensorUse[] {
  return uses.filter((use) => use !== undefined);
}

import type { UpdateValues } from "../description/parameters.ts";
import type { Op, TensorUse } from "./operation.ts";
import type { StoredAs } from "./tensor-use.ts";

/** Whether an operand is rounded from the update code as it is loaded, so that its narrow code is stored nowhere. */
export function isRoundedOnLoad({ update }: { readonly update: Pick<UpdateValues, "weightView"> }, storedAs: StoredAs): boolean {
  return update.weightView === "rounded-on-load" && (storedAs === "weights" || storedAs === "update");
}

/**
 * The ops with the tensors that are in memory: with weights that are rounded on load, products read the update codes, and updates
 * leave no others. The operand of an op that names none stays as it is.
 */
export function withStoredWeights(description: { readonly update: Pick<UpdateValues, "weightView"> }, ops: readonly Op[]): readonly Op[] {
  if (description.update.weightView === "stored") return ops;
  return ops.map((op): Op => {
    if (op.kind === "update") return { ...op, storesWeights: false };
    return op.kind === "gemm" && op.a?.storedAs === "weights" ? { ...op, a: updateCode(op.a) } : op;
  });
}

function updateCode({ name, elements }: TensorUse): TensorUse {
  return { name: `${name}.update`, elements, storedAs: "update" };
}

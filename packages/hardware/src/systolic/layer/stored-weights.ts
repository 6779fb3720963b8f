import { LnsimError } from "@lnsim/contracts";
import type { UpdateValues } from "../../description/parameters.ts";

/**
 * Weights of an array alone are where its edges take them from, in their own format: there is no memory that they could be loaded from,
 * twice as wide.
 *
 * @throws {LnsimError} code "invalid-combination" for weights that are rounded on load.
 */
export function requireStoredWeights({ update }: { readonly update: Pick<UpdateValues, "weightView"> }): void {
  if (update.weightView === "stored") return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "a systolic array alone has no memory that weights are loaded from, and so none to round them on the way from",
    path: "update.weightView",
    found: update.weightView,
    expected: "stored",
    remedy: "set update.weightView = stored, or memory.kind = hierarchy, which makes a chip of the array",
  });
}

import { checkDram } from "../chip/dram/check.ts";
import { checkStash } from "../chip/stash/check.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { checkDescription, requireTileRows } from "../pe/machine/check-description.ts";
import { requireStoredWeights } from "../systolic/layer/stored-weights.ts";
import { describeSystolic } from "../systolic/layer/description.ts";
import { machineKind } from "./machine-kind.ts";

/**
 * Checks of a description what can be checked without a step: what its blocks ask of each other.
 *
 * @throws {LnsimError} code "invalid-combination", with the parameter to change.
 */
export function checkMachine(description: ChipDescription): void {
  const kind = machineKind(description);
  if (kind === "chip") {
    checkDram(description.dram);
    checkStash(description);
  }
  if (kind === "systolic") requireStoredWeights(description);
  if (kind === "pe") checkDescription(description);
  else if (description.array.kind === "systolic") describeSystolic(description);
  else requireTileRows(description);
}

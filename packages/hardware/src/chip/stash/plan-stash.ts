import { storedBits } from "../../vector/pass-bits.ts";
import type { Op } from "../../workload/operation.ts";
import { withStoredWeights } from "../../workload/weight-view.ts";
import type { ChipDescription } from "../machine/description.ts";
import { checkStash } from "./check.ts";
import { chooseTensors, type StashPlan } from "./choose-tensors.ts";

/** What stays in the stash of a chip during a step; null on a chip without one. @throws {LnsimError} as {@link checkStash} */
export function planStash(description: Pick<ChipDescription, "globalBuffer" | "formats" | "update">, ops: readonly Op[]): StashPlan | null {
  const { globalBuffer, formats } = description;
  const { stashBytes, bankBytes } = globalBuffer;
  if (stashBytes === 0) return null;
  checkStash({ globalBuffer });
  return chooseTensors(withStoredWeights(description, ops), (storedAs) => storedBits(formats, storedAs), { capacityBytes: stashBytes, wordBytes: bankBytes });
}

/** Bytes of the global buffer that tiles have: all but the stash. */
export function tileBufferBytes({ sizeBytes, stashBytes }: ChipDescription["globalBuffer"]): number {
  return sizeBytes - stashBytes;
}

import { LnsimError } from "@lnsim/contracts";
import type { ChipDescription } from "../machine/description.ts";

/**
 * Checks that the stash leaves something of the global buffer to tiles.
 *
 * @throws {LnsimError} code "invalid-combination", with the parameter to change.
 */
export function checkStash({ globalBuffer: { sizeBytes, stashBytes } }: Pick<ChipDescription, "globalBuffer">): void {
  if (stashBytes < sizeBytes) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the stash leaves nothing of the global buffer to tiles",
    path: "globalBuffer.stashBytes",
    found: String(stashBytes),
    expected: `less than globalBuffer.sizeBytes, ${sizeBytes}`,
    remedy: "lower globalBuffer.stashBytes, or raise globalBuffer.sizeBytes",
  });
}

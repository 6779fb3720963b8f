import { LnsimError } from "@lnsim/contracts";
import type { DramValues } from "./parameters.ts";

/**
 * Checks what no parameter can be checked for alone: that rows and shares of a channel consist of whole bursts, that the
 * address decoder repeats after all banks, and that refreshes leave time for anything else.
 *
 * @throws {LnsimError} code "invalid-combination", with the parameter to change.
 */
export function checkDram(values: DramValues): void {
  const { burstBytes, rowBytes, interleaveBytes, banks, tRefiNs, tRfcNs } = values;
  if (rowBytes % burstBytes !== 0) refuse("rowBytes", rowBytes, `a multiple of dram.burstBytes, ${burstBytes}`);
  if (interleaveBytes % burstBytes !== 0) refuse("interleaveBytes", interleaveBytes, `a multiple of dram.burstBytes, ${burstBytes}`);
  if ((banks * rowBytes) % interleaveBytes !== 0) {
    refuse("interleaveBytes", interleaveBytes, `a divisor of one row of every bank of a channel, ${banks * rowBytes} B`);
  }
  if (tRfcNs > 0 && tRefiNs < 2 * tRfcNs) refuse("tRefiNs", tRefiNs, `at least twice dram.tRfcNs, ${2 * tRfcNs} ns`);
}

function refuse(name: string, found: number, expected: string): never {
  throw new LnsimError({
    code: "invalid-combination",
    message: `DRAM cannot be organised with this ${name}`,
    path: `dram.${name}`,
    found: String(found),
    expected,
    remedy: `change dram.${name}, or set dram.kind and leave the others out`,
  });
}

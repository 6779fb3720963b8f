import type { PeGridDescription } from "./description.ts";

/** Packets that a transfer of so many bits takes. */
export function packetsOf({ globalBuffer }: PeGridDescription, bits: number): number {
  return Math.ceil(Math.ceil(bits / 8) / globalBuffer.bankBytes);
}

/** Cycles that a link takes for a packet. */
export function flitsOf({ globalBuffer, noc }: PeGridDescription): number {
  return Math.ceil(globalBuffer.bankBytes / noc.linkBytes);
}

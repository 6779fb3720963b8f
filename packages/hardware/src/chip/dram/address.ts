/** How addresses are laid out: chunks of `interleaveBytes` go round the channels; in a channel, rows go round the banks. */
export interface AddressLayout {
  readonly channels: number;
  readonly banks: number;
  readonly rowBytes: number;
  readonly interleaveBytes: number;
}

/** Bytes after which every address falls on the same channel, bank and column again. */
export function addressSpan({ channels, banks, rowBytes }: Pick<AddressLayout, "channels" | "banks" | "rowBytes">): number {
  return channels * banks * rowBytes;
}

/**
 * Bytes below an address that are a channel's. The channel's share of the bytes from a to b - 1 is the interval from
 * `localBelow(a)` to `localBelow(b)` of its own addresses.
 */
export function localBelow(address: number, channel: number, channels: number, interleaveBytes: number): number {
  const round = channels * interleaveBytes;
  const rounds = Math.floor(address / round);
  const beyond = address - rounds * round - channel * interleaveBytes;
  return rounds * interleaveBytes + (beyond < 0 ? 0 : beyond < interleaveBytes ? beyond : interleaveBytes);
}

/*
 * Addresses go round the channels in chunks of `interleaveBytes`. What falls to a channel has consecutive addresses of its
 * own there; its rows go round the banks.
 */

/** Bytes after which every address falls on the same channel, bank and column again. */
export function addressSpan({ channels, banks, rowBytes }: { readonly channels: number; readonly banks: number; readonly rowBytes: number }): number {
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

import type { Kernel } from "@lnsim/kernel";
import { targets } from "../messages.ts";
import { transferNumber as at, transferNumbers, type RegionTraffic } from "../program/tile-op.ts";

/** Which tile of a region moves: its variant and its address in memory, and the pass that it is for. */
export interface MovedTile {
  readonly traffic: RegionTraffic;
  readonly variant: number;
  readonly address: number;
  readonly pass: number;
}

/** Asks an engine for a tile: for its part in memory, its part in the stash, or both, one right behind the other. */
export function sendTransfer(kernel: Kernel, block: number, port: number, { traffic, variant, address, pass }: MovedTile): void {
  const { transfers } = traffic;
  const first = variant * transferNumbers;
  const stashBytes = transfers[first + at.stashBytes]!;
  const bytes = transfers[first + at.bytes]! - stashBytes;
  if (bytes > 0) {
    const target = stashBytes > 0 ? targets.both : targets.memory;
    kernel.send(block, port, address, transfers[first + at.segmentBytes]!, transfers[first + at.strideBytes]!, bytes * 32 + target * 8 + pass);
  }
  if (stashBytes > 0) kernel.send(block, port, 0, transfers[first + at.stashWords]!, transfers[first + at.stashRows]!, stashBytes * 32 + targets.stash * 8 + pass);
}

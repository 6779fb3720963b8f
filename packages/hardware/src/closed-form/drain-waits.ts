import type { PeDescription } from "../machine/description.ts";
import type { GemmGeometry } from "../tiling/gemm-geometry.ts";
import { vectorOffset } from "../tiling/vector-offset.ts";
import { slotOf } from "../tiling/slot.ts";

/**
 * Cycles that tiles wait for the collector, over a whole op.
 *
 * With a serial drain every tile but the last adds its pipeline latency and its drain. With an overlapped one the first
 * slice of a tile may write row a in the cycle in which row a of the tile before is read at last; it has to wait when
 * the PPU takes more than a cycle per row, or when a tile of few columns and a short reduction is over before
 * the drain of the wider one before it.
 */
export function drainWaits(description: PeDescription, geometry: GemmGeometry): number {
  const { collector, vectorMac } = description;
  const rowCycles = drainRowCycles(description);
  const slot = (columns: number) => slotOf(description, geometry, columns).cycles;
  const wide = { columns: collector.depth, cycles: geometry.kSlices * slot(collector.depth) };
  const edge = { columns: geometry.nEdge, cycles: geometry.kSlices * slot(geometry.nEdge) };
  let waits = 0;
  let lag = 0;
  let before: typeof wide | null = null;
  for (let m = 0; m < geometry.mTiles; m++) {
    for (let n = 0; n < geometry.nTiles; n++) {
      const tile = n === geometry.nTiles - 1 ? edge : wide;
      if (before !== null) {
        const drain = before.columns * rowCycles;
        const lead = rowLead({ description, bitsB: geometry.bitsB, drained: before.columns, written: tile.columns });
        const wait = collector.drain === "serial" ? vectorMac.latencyCycles + lag + drain : Math.max(0, lag + lead);
        waits += wait;
        lag = Math.max(0, lag + drain - wait - tile.cycles);
        if (collector.drain === "serial") lag = 0;
      }
      before = tile;
    }
  }
  return waits;
}

/** Cycles that one collector row of all lanes takes to leave. */
export function drainRowCycles({ pe, ppu }: PeDescription): number {
  return Math.ceil(pe.lanes / ppu.width);
}

interface RowOrder {
  readonly description: PeDescription;
  readonly bitsB: number;
  /** Rows that leave, and rows that the next tile writes. */
  readonly drained: number;
  readonly written: number;
}

/**
 * How many cycles after the start of a drain, less the pipeline latency, the next tile's first slice has to start so that
 * it overtakes no row; negative when it could start before.
 */
export function rowLead({ description, bitsB, drained, written }: RowOrder): number {
  const rowCycles = drainRowCycles(description);
  let lead = -Infinity;
  for (let row = 0; row < Math.min(drained, written); row++) {
    lead = Math.max(lead, (row + 1) * rowCycles - 1 - vectorOffset(description, bitsB, row));
  }
  return lead;
}

import type { PeDescription } from "../../description/description.ts";
import type { GemmGeometry } from "../tiling/gemm-geometry.ts";
import { slotOf } from "../tiling/slot.ts";
import { overwriteLead } from "../tiling/vector-offset.ts";

/**
 * Cycles that tiles wait for the collector, over a whole op: before they start, and the last one before it leaves.
 *
 * With a serial drain every tile but the last adds its pipeline latency and its drain. With an overlapped one the first
 * slice of a tile may write row a in the cycle in which row a of the tile before is read at last; it has to wait when
 * the PPU takes more than a cycle per row, or when a tile of few columns and a short reduction is over before
 * the drain of the wider one before it.
 */
export function drainWaits(description: PeDescription, geometry: GemmGeometry): number {
  const { collector, vectorMac } = description;
  const rowCycles = drainRowCycles(description);
  const isSerial = collector.drain === "serial";
  const vectorBits = description.pe.vectorSize * geometry.bitsB;
  const leadOver = (rows: number) => overwriteLead(rows, rowCycles, vectorBits, description.bufferB.portBits);
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
        const wait = isSerial ? vectorMac.latencyCycles + drain : Math.max(0, lag + leadOver(Math.min(before.columns, tile.columns)));
        waits += wait;
        lag = isSerial ? 0 : Math.max(0, lag + drain - wait - tile.cycles);
      }
      before = tile;
    }
  }
  return waits + lag;
}

/** Cycles that one collector row of all lanes takes to leave. */
export function drainRowCycles({ pe, ppu }: Pick<PeDescription, "pe" | "ppu">): number {
  return Math.ceil(pe.lanes / ppu.width);
}

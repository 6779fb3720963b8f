import { placeAfter } from "./chunk.ts";
import { growth, type History, shiftOf } from "./history.ts";
import type { Piece } from "./piece.ts";

/** Adds, with a sign, what a block counts and notes in cycles up to and with `cycle` to `sums`, by slot. */
export function addSlots(history: History, block: number, range: { readonly cycle: number; readonly sign: number }, sums: Float64Array): void {
  const { tracks } = history;
  const track = tracks.slots(block);
  const at = tracks.slotsAt + tracks.slotBase[block]!;
  const { sign } = range;
  let { cycle } = range;
  let piece = history.pieceOfCycle(track, cycle);
  while (piece !== null) {
    const events = piece.end[track]! - piece.start[track]!;
    const { copies } = piece;
    const period = events > 0 && copies !== null ? history.periodOf(track, piece, cycle) : 0;
    for (let slot = 0; slot < sums.length; slot++) {
      sums[slot]! += sign * (piece.start[at + slot]! + (period === 0 ? 0 : period * growth(piece, at + slot)));
    }
    if (events === 0) return;
    if (copies === null) return addScanned(piece, track, { cycle, sign, firstSlots: tracks.blocks }, sums);
    cycle -= shiftOf(piece, copies, period);
    if (history.after(track, cycle) <= copies.sourceStart[track]!) return;
    for (let slot = 0; slot < sums.length; slot++) sums[slot]! -= sign * copies.sourceStart[at + slot]!;
    piece = history.pieceOfCycle(track, cycle);
  }
}

function addScanned(piece: Piece, track: number, { cycle, sign, firstSlots }: { readonly cycle: number; readonly sign: number; readonly firstSlots: number }, sums: Float64Array): void {
  const chunk = piece.chunk!.load();
  const end = placeAfter(chunk, track, cycle);
  const first = chunk.starts[firstSlots]!;
  for (let at = chunk.starts[track]!; at < end; at++) sums[chunk.value[at]!]! += sign * chunk.n[at - first]!;
}

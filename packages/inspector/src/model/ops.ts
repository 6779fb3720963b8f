import type { RecordedOp, Recording, Timeline } from "@lnsim/recording";
import type { Study } from "./study.ts";

/** An op that ended, or goes on at the end of what is known: `to` is that end then. */
export interface KnownOp extends RecordedOp {
  readonly isOver: boolean;
}

/** Index of the first op that ends after a cycle: the op under way in it; `ops.length` when none is known. */
export function opIndexAt(ops: readonly RecordedOp[], cycle: number): number {
  let low = 0;
  let high = ops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ops[middle].to > cycle) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The op under way in a cycle, if it is known. */
export function opAt(study: Study, cycle: number): KnownOp | null {
  const { ops } = study.recording;
  const op = ops[opIndexAt(ops, cycle)];
  return op === undefined ? lastOp(study) : { ...op, isOver: true };
}

/** The op that goes on at the end of what is known of a live session. */
export function lastOp({ session, timeline }: Study): KnownOp | null {
  const { underWay } = session;
  return underWay === null || underWay.from >= timeline.cycles ? null : { ...underWay, to: timeline.cycles, isOver: false };
}

/** Passes in the order of the colours. */
const passes = ["fprop", "dgrad", "wgrad", "update", "loss"];

/** The colour of a pass: one of five; passes that nobody knows share the last one. */
export function passColour(pass: string): number {
  const place = passes.indexOf(pass);
  return place === -1 ? 4 : place;
}

/** A tile as the array works on it. */
export interface TileSpan {
  readonly job: number;
  readonly from: number;
  readonly to: number;
}

/** Tiles in a window, in order; null when there are more than `limit`. */
export function tilesIn(recording: Recording, window: { readonly from: number; readonly to: number }, limit: number): readonly TileSpan[] | null {
  const tiles: TileSpan[] = [];
  const array = arrayBlock(recording.step);
  for (let cycle = window.from; cycle < window.to; ) {
    const tile = recording.jobAt(cycle);
    if (tile !== null) {
      if (tiles.length === limit) return null;
      tiles.push(tile);
    }
    const end = tile?.to ?? (array === null ? window.to : recording.step.intervalAt(array, cycle).to);
    cycle = Math.max(cycle + 1, end);
  }
  return tiles;
}

/** The block of the outer machine that works on tiles; null: none. */
export function arrayBlock({ layout }: Timeline): number | null {
  const found = layout.blocks.findIndex(({ kind }) => kind === "array");
  return found === -1 ? null : found;
}

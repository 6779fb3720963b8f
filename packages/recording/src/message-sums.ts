import { growth, type History, shiftOf } from "./history.ts";
import type { Piece } from "./piece.ts";

/** Messages of a link's track in cycles before `cycle`; a run has one a cycle. */
export function messagesBefore(history: History, track: number, cycle: number): number {
  const events = history.after(track, cycle - 1);
  if (events === 0) return 0;
  const whole = messagesOf(history, track, events);
  // Runs of one link follow one another, so that only the last one may go on.
  history.seek(track, events - 1);
  return whole - Math.max(0, history.cycle + history.n - cycle);
}

/** Messages on a link after all that happens before `cycle`. */
export function levelBefore(history: History, link: number, cycle: number): number {
  const { tracks } = history;
  return messagesBefore(history, tracks.sends(link), cycle) - messagesBefore(history, tracks.pops(link), cycle);
}

/** Messages on a link, summed over the cycles before `cycle`. */
export function occupiedBefore(history: History, link: number, cycle: number): number {
  const at = history.tracks.occupiedAt + link;
  let sum = 0;
  for (;;) {
    const piece = history.pieceAt(cycle);
    sum += piece.start[at]!;
    const { copies } = piece;
    if (copies === null) return sum + occupiedInside(history, link, piece, cycle);
    const period = Math.min(copies.periods - 1, Math.floor((cycle - piece.from) / copies.periodCycles));
    sum += period * growth(piece, at) - copies.sourceStart[at]!;
    cycle -= shiftOf(piece, copies, period);
  }
}

/** Messages on a link, summed over the cycles from the beginning of a piece that was simulated to `cycle`. */
function occupiedInside(history: History, link: number, piece: Piece, cycle: number): number {
  const { tracks } = history;
  const window = { from: piece.from, to: cycle };
  const before = levelsAt(history, piece)[link]! * (cycle - piece.from);
  return before + cyclesSince(history, tracks.sends(link), window) - cyclesSince(history, tracks.pops(link), window);
}

/** Levels of all links at the beginnings of pieces that were asked for. */
const knownLevels = new WeakMap<Piece, Float64Array>();

function levelsAt(history: History, piece: Piece): Float64Array {
  let levels = knownLevels.get(piece);
  if (levels === undefined) {
    levels = Float64Array.from({ length: history.tracks.links }, (_, link) => levelBefore(history, link, piece.from));
    knownLevels.set(piece, levels);
  }
  return levels;
}

/** Sum, over the messages in a window, of the cycles from each to the end of the window. */
function cyclesSince(history: History, track: number, { from, to }: { readonly from: number; readonly to: number }): number {
  const first = Math.max(0, history.after(track, from - 1) - 1);
  let sum = 0;
  history.visit(track, { first, last: history.after(track, to - 1), shift: 0 }, (cycle, _value, n) => {
    const begin = Math.max(cycle, from);
    const messages = Math.min(cycle + n, to) - begin;
    if (messages > 0) sum += messages * (to - begin) - (messages * (messages - 1)) / 2;
  });
  return sum;
}

/** Messages of the first `events` events of a track. */
function messagesOf(history: History, track: number, events: number): number {
  const { tracks } = history;
  const at = tracks.messagesAt + track - 2 * tracks.blocks;
  let sum = 0;
  for (let last = events; ; ) {
    const piece = history.pieceOfEvent(track, last - 1);
    const { copies } = piece;
    sum += piece.start[at]!;
    const offset = last - piece.start[track]!;
    if (copies === null) return sum + messagesInside(history, piece, track, offset);
    const perPeriod = (piece.end[track]! - piece.start[track]!) / copies.periods;
    const period = Math.floor((offset - 1) / perPeriod);
    sum += period * growth(piece, at) - copies.sourceStart[at]!;
    last = copies.sourceStart[track]! + offset - period * perPeriod;
  }
}

function messagesInside(history: History, piece: Piece, track: number, events: number): number {
  const { starts, n } = piece.chunk!.load();
  const from = starts[track]! - starts[history.tracks.blocks]!;
  let sum = 0;
  for (let at = from; at < from + events; at++) sum += n[at]!;
  return sum;
}

import type { Chunk } from "./chunk.ts";
import { growth, type History, shiftOf } from "./history.ts";
import { occupiedBefore } from "./message-sums.ts";
import type { Keyframe, Piece } from "./piece.ts";
import type { Tracks } from "./tracks.ts";

/** The totals after all that was reported before a cycle that is known. */
export function keyframeAt(history: History, cycle: number): Keyframe {
  const piece = history.pieceAt(cycle);
  if (cycle === piece.from) return piece.start;
  if (cycle === piece.to) return piece.end;
  const keyframe = piece.copies === null ? reported(history, piece, cycle) : copied(history, piece, cycle);
  addOccupied(history, keyframe, cycle);
  return keyframe;
}

/** Fills in the sums of messages over cycles, which need the rest of the history. */
export function addOccupied(history: History, keyframe: Keyframe, cycle: number): void {
  const { occupiedAt, links } = history.tracks;
  for (let link = 0; link < links; link++) keyframe[occupiedAt + link] = occupiedBefore(history, link, cycle);
}

/** The totals of a piece's start and a chunk behind it, as of `cycle`; without what {@link addOccupied} fills in. */
export function advance(tracks: Tracks, start: Keyframe, chunk: Chunk, window: { readonly from: number; readonly to: number }): Keyframe {
  const keyframe = start.slice();
  for (let track = 0; track < tracks.count; track++) {
    const first = chunk.starts[track]!;
    let last = first;
    for (const end = chunk.starts[track + 1]!; last < end && chunk.cycle[last]! + chunk.lag[last]! < window.to; ) last++;
    keyframe[track]! += last - first;
    if (last > first) keyframe[tracks.lastAt + track] = chunk.cycle[last - 1]!;
    addTrack(tracks, keyframe, chunk, { track, first, last, ...window });
  }
  return keyframe;
}

interface Stretch {
  readonly track: number;
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

function addTrack(tracks: Tracks, keyframe: Keyframe, chunk: Chunk, stretch: Stretch): void {
  const { track, first, last } = stretch;
  const { blocks, slotsAt, slotBase, messagesAt } = tracks;
  if (track < blocks) return addActivities(tracks, keyframe, chunk, stretch);
  const n = chunk.starts[blocks]!;
  if (track < 2 * blocks) {
    const at = slotsAt + slotBase[track - blocks]!;
    for (let place = first; place < last; place++) keyframe[at + chunk.value[place]!]! += chunk.n[place - n]!;
    return;
  }
  const at = messagesAt + track - 2 * blocks;
  for (let place = first; place < last; place++) keyframe[at]! += chunk.n[place - n]!;
}

/** Changes may be reported late: what was counted for the activity before goes to the new one. */
function addActivities({ cyclesAt, currentAt, activityBase }: Tracks, keyframe: Keyframe, chunk: Chunk, { track: block, first, last, from, to }: Stretch): void {
  const at = cyclesAt + activityBase[block]!;
  let upTo = from;
  let activity = keyframe[currentAt + block]!;
  for (let place = first; place < last; place++) {
    keyframe[at + activity]! += chunk.cycle[place]! - upTo;
    upTo = chunk.cycle[place]!;
    activity = chunk.value[place]!;
  }
  keyframe[at + activity]! += to - upTo;
  keyframe[currentAt + block] = activity;
}

function reported(history: History, piece: Piece, cycle: number): Keyframe {
  return advance(history.tracks, piece.start, piece.chunk!.load(), { from: piece.from, to: cycle });
}

function copied(history: History, piece: Piece, cycle: number): Keyframe {
  const { periodCycles, source, sourceStart } = piece.copies!;
  const period = Math.floor((cycle - piece.from) / periodCycles);
  const inside = source + cycle - piece.from - period * periodCycles;
  return repeat(history.tracks, { piece, period }, { from: sourceStart, to: keyframeAt(history, inside) });
}

/** Totals so many whole periods into copies, and then as far as `part` goes, which lies in what they copy. */
function repeat(tracks: Tracks, { piece, period }: { readonly piece: Piece; readonly period: number }, part: { readonly from: Keyframe; readonly to: Keyframe }): Keyframe {
  const { count, lastAt, currentAt, cyclesAt } = tracks;
  const keyframe = piece.start.slice();
  const copies = piece.copies!;
  const add = (at: number) => (keyframe[at]! += period * growth(piece, at) + part.to[at]! - part.from[at]!);
  for (let track = 0; track < count; track++) {
    const hasPart = part.to[track]! > part.from[track]!;
    const hasWhole = period > 0 && piece.end[track]! > piece.start[track]!;
    add(track);
    if (hasPart) keyframe[lastAt + track] = part.to[lastAt + track]! + shiftOf(piece, copies, period);
    else if (hasWhole) keyframe[lastAt + track] = piece.end[lastAt + track]! - (copies.periods - period) * copies.periodCycles;
    if (track < cyclesAt - currentAt) keyframe[currentAt + track] = (hasPart ? part.to : hasWhole ? piece.end : piece.start)[currentAt + track]!;
  }
  for (let at = cyclesAt; at < keyframe.length; at++) add(at);
  return keyframe;
}

/** Totals behind so many periods from `from` on, each of which is as from `source.start` to `source.end`. */
export function afterCopies(tracks: Tracks, start: Keyframe, source: { readonly start: Keyframe; readonly end: Keyframe }, place: { readonly from: number; readonly source: number; readonly periodCycles: number; readonly periods: number }): Keyframe {
  const { count, lastAt, currentAt, cyclesAt, blocks } = tracks;
  const keyframe = start.slice();
  const add = (at: number) => (keyframe[at]! += place.periods * (source.end[at]! - source.start[at]!));
  const shift = place.from + (place.periods - 1) * place.periodCycles - place.source;
  for (let track = 0; track < count; track++) {
    add(track);
    if (source.end[track] === source.start[track]) continue;
    keyframe[lastAt + track] = source.end[lastAt + track]! + shift;
    if (track < blocks) keyframe[currentAt + track] = source.end[currentAt + track]!;
  }
  for (let at = cyclesAt; at < keyframe.length; at++) add(at);
  return keyframe;
}

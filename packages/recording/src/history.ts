import { placeAfter } from "./chunk.ts";
import { corruptError } from "./file/recording-error.ts";
import type { Copies, Keyframe, Piece } from "./piece.ts";
import { Tracks } from "./tracks.ts";

/** Copies of copies are at most as deep as loops and ops are nested; a file may claim anything. */
const mostDepth = 1000;

/**
 * All events of a timeline by track and number, copies included, though each is kept once. Within a track the numbers are in the
 * order of reports and of cycles. All lookups descend through copies to what they copy.
 */
export class History {
  readonly tracks: Tracks;
  /** They tile the cycles that are known. At least one. */
  readonly pieces: Piece[] = [];
  /** Of the event that was looked up last. */
  cycle = 0;
  value = 0;
  n = 0;

  /** Copies that the look-up under way is in. */
  private depth = 0;

  constructor(tracks: Tracks) {
    this.tracks = tracks;
  }

  /** Cycles that are known. */
  get cycles(): number {
    return this.pieces.length === 0 ? 0 : this.pieces.at(-1)!.to;
  }

  /** Number of the first event of a track that happens after a cycle: how many happen up to and with it. */
  after(track: number, cycle: number): number {
    const piece = this.pieceOfCycle(track, cycle);
    if (piece === null) return 0;
    const first = piece.start[track]!;
    const events = piece.end[track]! - first;
    if (events === 0) return first;
    const { copies } = piece;
    if (copies === null) {
      const chunk = piece.chunk!.load();
      return first + placeAfter(chunk, track, cycle) - chunk.starts[track]!;
    }
    const period = this.periodOf(track, piece, cycle);
    if (++this.depth > mostDepth) {
      this.depth = 0;
      throw corruptError("the recording", "copies of copies without end");
    }
    const inside = this.after(track, cycle - shiftOf(piece, copies, period)) - copies.sourceStart[track]!;
    this.depth--;
    return first + (events / copies.periods) * period + Math.max(0, inside);
  }

  /** Looks an event up by its number. */
  seek(track: number, event: number): void {
    let shift = 0;
    for (;;) {
      const piece = this.pieceOfEvent(track, event);
      const { copies } = piece;
      const offset = event - piece.start[track]!;
      if (copies === null) return this.read(piece, track, offset, shift);
      const perPeriod = (piece.end[track]! - piece.start[track]!) / copies.periods;
      const period = Math.floor(offset / perPeriod);
      shift += shiftOf(piece, copies, period);
      event = copies.sourceStart[track]! + offset - period * perPeriod;
    }
  }

  /** Visits the events [first, last) of a track in order, moved by `shift` cycles. */
  visit(track: number, range: { readonly first: number; readonly last: number; readonly shift: number }, visit: (cycle: number, value: number, n: number) => void): void {
    let { first } = range;
    while (first < range.last) {
      const piece = this.pieceOfEvent(track, first);
      const last = Math.min(range.last, piece.end[track]!);
      if (last <= first) throw corruptError("the recording", "a track has fewer events than it counts");
      if (piece.copies === null) this.visitChunk(piece, track, { first, last, shift: range.shift }, visit);
      else this.visitCopies(piece, track, { first, last, shift: range.shift }, visit);
      first = last;
    }
  }

  /** The piece with a cycle, or with the end of all cycles. */
  pieceAt(cycle: number): Piece {
    const { pieces } = this;
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (pieces[middle]!.from <= cycle) low = middle;
      else high = middle - 1;
    }
    return pieces[low]!;
  }

  /** The piece in which what a track does in a cycle was reported, or that begins with it; null before cycle 0. */
  pieceOfCycle(track: number, cycle: number): Piece | null {
    if (!(cycle >= 0)) return null;
    const { pieces } = this;
    const at = this.tracks.lastAt + track;
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (pieces[middle]!.start[at]! <= cycle) low = middle;
      else high = middle - 1;
    }
    return pieces[low]!;
  }

  /** The period of copies with events of a track in which what it does in a cycle was reported, or that begins with it. */
  periodOf(track: number, piece: Piece, cycle: number): number {
    const { periods, periodCycles } = piece.copies!;
    const lastOfFirst = piece.end[this.tracks.lastAt + track]! - (periods - 1) * periodCycles;
    return cycle < lastOfFirst ? 0 : Math.min(periods - 1, Math.floor((cycle - lastOfFirst) / periodCycles) + 1);
  }

  /** The piece with an event of a track. */
  pieceOfEvent(track: number, event: number): Piece {
    const { pieces } = this;
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (pieces[middle]!.start[track]! <= event) low = middle;
      else high = middle - 1;
    }
    return pieces[low]!;
  }

  private read(piece: Piece, track: number, offset: number, shift: number): void {
    const chunk = piece.chunk!.load();
    const at = chunk.starts[track]! + offset;
    this.cycle = chunk.cycle[at]! + shift;
    this.value = at < chunk.value.length ? chunk.value[at]! : 0;
    this.n = track < this.tracks.blocks ? 0 : chunk.n[at - chunk.starts[this.tracks.blocks]!]!;
  }

  private visitChunk(piece: Piece, track: number, range: { readonly first: number; readonly last: number; readonly shift: number }, visit: (cycle: number, value: number, n: number) => void): void {
    const { starts, cycle, value, n } = piece.chunk!.load();
    const from = starts[track]! + range.first - piece.start[track]!;
    const to = from + range.last - range.first;
    const firstSlots = starts[this.tracks.blocks]!;
    for (let at = from; at < to; at++) visit(cycle[at]! + range.shift, at < value.length ? value[at]! : 0, at < firstSlots ? 0 : n[at - firstSlots]!);
  }

  private visitCopies(piece: Piece, track: number, range: { readonly first: number; readonly last: number; readonly shift: number }, visit: (cycle: number, value: number, n: number) => void): void {
    const copies = piece.copies!;
    const start = piece.start[track]!;
    const source = copies.sourceStart[track]!;
    const perPeriod = (piece.end[track]! - start) / copies.periods;
    let first = range.first - start;
    while (first < range.last - start) {
      const period = Math.floor(first / perPeriod);
      const last = Math.min(range.last - start, (period + 1) * perPeriod);
      const base = source - period * perPeriod;
      this.visit(track, { first: base + first, last: base + last, shift: range.shift + shiftOf(piece, copies, period) }, visit);
      first = last;
    }
  }
}

/** By how many cycles a period of copies lies behind what it copies. */
export function shiftOf(piece: Piece, { source, periodCycles }: Copies, period: number): number {
  return piece.from + period * periodCycles - source;
}

/** What a number of a keyframe grows by in a period of copies. */
export function growth(piece: Piece, at: number): number {
  return (piece.end[at]! - piece.start[at]!) / piece.copies!.periods;
}

/** A keyframe of the beginning of time. */
export function noTotals(tracks: Tracks): Keyframe {
  return new Float64Array(tracks.size);
}

import type { ChunkCache } from "../chunk-cache.ts";
import { decodeChunk } from "../chunk-codec.ts";
import { History, noTotals } from "../history.ts";
import type { Keyframe, Piece } from "../piece.ts";
import type { Tracks } from "../tracks.ts";
import type { ReadPiece } from "./piece-codec.ts";

/** Appends pieces of a file to a history, each checked against what goes before. */
export class HistoryBuilder {
  readonly history: History;
  private readonly tracks: Tracks;
  private readonly cache: ChunkCache;

  constructor(tracks: Tracks, cache: ChunkCache) {
    this.tracks = tracks;
    this.cache = cache;
    this.history = new History(tracks);
  }

  /**
   * `bytes` reads the chunk; `refuse` makes the error for one that is damaged.
   *
   * @throws Error when the piece cannot follow the one before.
   */
  append({ to, growth, copies }: ReadPiece, bytes: () => Uint8Array, refuse: (error: unknown) => Error): void {
    const { tracks, history } = this;
    const before = history.pieces.at(-1);
    const from = before?.to ?? 0;
    const start = before?.end ?? noTotals(tracks);
    const end = sum(start, growth);
    checkTotals(tracks, start, end, copies?.periods ?? 1);
    if (!(to > from)) throw new Error("a piece ends before it begins");
    if (copies !== null) {
      history.pieces.push({ from, to, start, end, chunk: null, copies: this.copiesOf({ from, to, start, end }, copies) });
      return;
    }
    const decode = () => {
      try {
        return decodeChunk(tracks, { start, end }, bytes(), "no lags");
      } catch (error) {
        throw refuse(error);
      }
    };
    history.pieces.push({ from, to, start, end, chunk: this.cache.add(decode), copies: null });
  }

  /** Nothing more will come: a history without pieces gets an empty one. */
  end(): void {
    const { tracks, history } = this;
    if (history.pieces.length > 0) return;
    const totals = noTotals(tracks);
    const chunk = { starts: new Int32Array(tracks.count + 1), cycle: new Float64Array(0), lag: new Int32Array(0), value: new Int32Array(0), n: new Float64Array(0) };
    history.pieces.push({ from: 0, to: 0, start: totals, end: totals, chunk: { load: () => chunk }, copies: null });
  }

  /** What is copied is there before the copies: a descent ends. */
  private checkSource(sourceStart: Keyframe, { start, end, periods }: { readonly start: Keyframe; readonly end: Keyframe; readonly periods: number }): void {
    for (let track = 0; track < this.tracks.count; track++) {
      const events = (end[track]! - start[track]!) / periods;
      const isBefore = sourceStart[track]! >= 0 && sourceStart[track]! + events <= start[track]!;
      if (!isBefore) throw new Error("copies are of events that are not before them");
    }
  }

  private copiesOf({ from, to, start, end }: Pick<Piece, "from" | "to" | "start" | "end">, { source, periods, sourceGrowth }: NonNullable<ReadPiece["copies"]>): Piece["copies"] {
    const periodCycles = (to - from) / periods;
    const isBefore = Number.isInteger(periodCycles) && source + periodCycles <= from;
    if (!isBefore) throw new Error("copies are of something that is not before them");
    const sourceStart = sum(this.history.pieceAt(source).start, sourceGrowth);
    this.checkSource(sourceStart, { start, end, periods });
    return { source, periods, periodCycles, sourceStart };
  }
}

function sum(start: Keyframe, growth: Float64Array): Keyframe {
  return growth.map((number, at) => number + start[at]!);
}

/** Nothing shrinks, and activities exist. */
function checkTotals(tracks: Tracks, start: Keyframe, end: Keyframe, periods: number): void {
  for (let track = 0; track < tracks.count; track++) {
    const events = end[track]! - start[track]!;
    const isSound = events >= 0 && events % periods === 0 && end[tracks.lastAt + track]! >= start[tracks.lastAt + track]!;
    if (!isSound) throw new Error("the totals of a piece contradict those before");
  }
  for (let block = 0; block < tracks.blocks; block++) {
    const activity = end[tracks.currentAt + block]!;
    if (!(activity >= 0 && activity < tracks.values(block))) throw new Error("a block is in an activity that it does not have");
  }
}

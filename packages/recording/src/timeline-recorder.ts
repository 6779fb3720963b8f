import type { Kernel, MessageRun, Observer, Snapshot } from "@lnsim/kernel";
import type { RecordedChunk } from "./chunk.ts";
import type { ChunkCache } from "./chunk-cache.ts";
import { decodeChunk, encodeChunk } from "./chunk-codec.ts";
import { CounterWatch } from "./counter-watch.ts";
import { EventBuffer } from "./event-buffer.ts";
import { History, noTotals } from "./history.ts";
import { addOccupied, advance, afterCopies, keyframeAt } from "./keyframe.ts";
import { checkLedger } from "./ledger-check.ts";
import type { Keyframe, Piece } from "./piece.ts";
import { RecordedTimeline } from "./recorded-timeline.ts";
import type { Tracks } from "./tracks.ts";

/** Events after which a chunk is closed at the end of the cycle. */
const chunkEvents = 32768;
/** Totals at the beginnings of what is copied that are remembered. */
const mostSources = 512;

/** Where what a recorder closes is kept. */
export interface PieceSink {
  /** Keeps a piece; `reference`: totals near those at the source of copies. Returns what gives its chunk's bytes again. */
  addPiece(piece: Piece, bytes: Uint8Array | null, reference: Keyframe | null): () => Uint8Array;
  addSnapshot(snapshot: Snapshot): void;
}

/** How one kernel is recorded. */
export interface TimelineRecorderOptions {
  readonly tracks: Tracks;
  readonly sink: PieceSink;
  readonly cache: ChunkCache;
  /** Handler calls between snapshots; 0: none. */
  readonly snapshotEvents: number;
}

/** Watches one kernel from its cycle 0 on. Its timeline can be asked at any time between two runs. */
export class TimelineRecorder implements Observer {
  readonly timeline: RecordedTimeline;
  private readonly options: TimelineRecorderOptions;
  private readonly tracks: Tracks;
  private readonly history: History;
  private readonly buffer: EventBuffer;
  private readonly kernel: Kernel;
  private readonly counters: CounterWatch;
  private readonly counted: (block: number, counter: number, n: number) => void;
  private readonly latency: Float64Array;
  /** Number of each block's first note among its slots. */
  private readonly firstNote: Int32Array;
  private readonly sources = new Map<number, Keyframe>();
  private isOver = false;
  /** The events of the last piece. */
  private chunk: RecordedChunk;
  /** The events of the piece that was closed last: what comes next looks back at them. */
  private latest: { chunk: RecordedChunk | null } = { chunk: null };
  /** Events of the buffer that are in the last piece. */
  private settled = 0;
  /** Handler calls of the kernel at the last snapshot, and events that were skipped since. */
  private callsBefore = 0;
  private skippedSince = 0;

  constructor(kernel: Kernel, options: TimelineRecorderOptions) {
    if (kernel.now !== 0) throw new Error(`a recording begins at cycle 0, and the kernel stands at ${kernel.now}`);
    this.options = options;
    this.tracks = options.tracks;
    this.kernel = kernel;
    this.history = new History(this.tracks);
    this.buffer = new EventBuffer(this.tracks);
    this.chunk = this.buffer.toChunk();
    this.counters = new CounterWatch(kernel, this.tracks);
    this.latency = Float64Array.from(this.tracks.layout.links, (link) => link.latencyCycles);
    this.firstNote = Int32Array.from(this.tracks.layout.blocks, (block) => block.counters.length);
    this.timeline = new RecordedTimeline(this.history, () => this.settle());
    // In the cycle that is over: the kernel stands behind it.
    this.counted = (block, counter, n) => this.buffer.add(this.tracks.slots(block), kernel.now - 1, 0, counter, n);
    this.callsBefore = kernel.events;
    this.begin(0, noTotals(this.tracks));
  }

  activity(block: number, activity: number, _previous: number, cycle: number): void {
    this.buffer.add(block, cycle, this.kernel.now - cycle, activity, 0);
  }

  send({ link, visibleAt, count }: MessageRun): void {
    const cycle = visibleAt - this.latency[link]!;
    this.buffer.add(this.tracks.sends(link), cycle, this.kernel.now - cycle, 0, count);
  }

  pop(link: number, cycle: number, count: number): void {
    this.buffer.add(this.tracks.pops(link), cycle, 0, 0, count);
  }

  note(block: number, note: number): void {
    this.buffer.add(this.tracks.slots(block), this.kernel.now, 0, this.firstNote[block]! + note, 1);
  }

  cycle(cycle: number): void {
    this.counters.look(cycle, this.counted);
    if (this.buffer.length >= chunkEvents) this.close(cycle + 1);
    this.snapshotWhenDue();
  }

  skip(from: number, to: number, periods: number): void {
    this.copy(from, to, { source: from - (to - from) / periods, periods });
  }

  jump(from: number, to: number, source: number): void {
    this.copy(from, to, { source, periods: 1 });
  }

  /** Nothing more is recorded. A cycle that was broken off is left out. */
  end(): void {
    this.buffer.dropFrom(this.kernel.now);
    this.close(this.kernel.now);
    const { pieces } = this.history;
    if (pieces.length > 1) pieces.pop();
    this.isOver = true;
    checkLedger(this.kernel, this.tracks, this.counters, pieces.at(-1)!.end);
  }

  private settle(): void {
    if (!this.isOver) this.settleUntil(this.kernel.now);
  }

  /** Makes the last piece one of all that was reported before `to`. */
  private settleUntil(to: number): void {
    const { pieces } = this.history;
    const tail = pieces.at(-1)!;
    if (tail.to === to && this.settled === this.buffer.length) return;
    this.settled = this.buffer.length;
    const chunk = this.buffer.toChunk();
    this.chunk = chunk;
    const { from, start } = tail;
    const end = advance(this.tracks, start, chunk, { from, to });
    pieces[pieces.length - 1] = { from, to, start, end, chunk: { load: () => chunk }, copies: null };
    addOccupied(this.history, end, to);
  }

  /** Closes the last piece before `to` and begins another. */
  private close(to: number): void {
    this.settleUntil(to);
    const { tracks, history, options } = this;
    const tail = history.pieces.pop()!;
    if (tail.to > tail.from) {
      const bytes = encodeChunk(tracks, tail.start, this.chunk);
      history.pieces.push(this.keep(tail, options.sink.addPiece(tail, bytes, null)));
      this.buffer.keepChunk();
    }
    this.buffer.clear();
    this.begin(to, tail.end);
  }

  private begin(from: number, start: Keyframe): void {
    const chunk = this.buffer.toChunk();
    this.chunk = chunk;
    this.settled = 0;
    this.history.pieces.push({ from, to: from, start, end: start, chunk: { load: () => chunk }, copies: null });
  }

  /** A closed piece, whose events need not be unpacked until the next one is closed. */
  private keep(piece: Piece, bytes: () => Uint8Array): Piece {
    const { tracks, chunk, options } = this;
    const cached = options.cache.add(() => decodeChunk(tracks, piece, bytes(), "lags"));
    const closed = { chunk };
    this.latest.chunk = null;
    this.latest = closed;
    return { ...piece, chunk: { load: () => closed.chunk ?? cached.load() } };
  }

  private copy(from: number, to: number, { source, periods }: { readonly source: number; readonly periods: number }): void {
    const { tracks, history, kernel } = this;
    const periodCycles = (to - from) / periods;
    this.close(from);
    const { start } = history.pieces.pop()!;
    const sourceStart = this.totalsAt(source);
    const sourceEnd = source + periodCycles === from ? start : this.totalsAt(source + periodCycles);
    const end = afterCopies(tracks, start, { start: sourceStart, end: sourceEnd }, { from, source, periodCycles, periods });
    const piece: Piece = { from, to, start, end, chunk: null, copies: { source, periodCycles, periods, sourceStart } };
    history.pieces.push(piece);
    this.options.sink.addPiece(piece, null, history.pieceAt(source).start);
    this.begin(to, end);
    for (let track = 0; track < tracks.count; track++) this.skippedSince += end[track]! - start[track]!;
    if (kernel.now !== to) return;
    checkLedger(kernel, tracks, this.counters, end);
    this.counters.refresh();
    this.snapshotWhenDue();
  }

  /** The totals at a cycle before which all pieces are closed. */
  private totalsAt(cycle: number): Keyframe {
    let totals = this.sources.get(cycle);
    if (totals !== undefined) return totals;
    if (this.sources.size === mostSources) this.sources.clear();
    totals = keyframeAt(this.history, cycle);
    this.sources.set(cycle, totals);
    return totals;
  }

  private snapshotWhenDue(): void {
    const { kernel, options } = this;
    if (options.snapshotEvents === 0 || kernel.events - this.callsBefore + this.skippedSince < options.snapshotEvents) return;
    this.callsBefore = kernel.events;
    this.skippedSince = 0;
    options.sink.addSnapshot(kernel.snapshot());
  }
}

import { growth, type History, shiftOf } from "./history.ts";
import type { Piece } from "./piece.ts";

/** Where a scan of a chunk for one block stands, so that the next one goes on from there. */
interface Scan {
  piece: Piece | null;
  /** Place of the next event in the chunk, the cycle up to which cycles are counted, and the activity since. */
  at: number;
  cycle: number;
  activity: number;
  /** Up to which cycle was asked for. */
  asked: number;
  readonly cycles: Float64Array;
}

/** Exact sums of the cycles that blocks spend in each activity. */
export class ActivityCycles {
  private readonly history: History;
  private readonly scans: Scan[];

  constructor(history: History) {
    const { activityBase, blocks } = history.tracks;
    this.history = history;
    this.scans = Array.from({ length: blocks }, (_, block) => ({ piece: null, at: 0, cycle: 0, activity: 0, asked: 0, cycles: new Float64Array(activityBase[block + 1]! - activityBase[block]!) }));
  }

  /** Adds the cycles before `cycle` that a block spends in each activity to `sums`. */
  add(block: number, cycle: number, sums: Float64Array): void {
    const { history } = this;
    const piece = history.pieceOfCycle(block, cycle)!;
    const events = piece.end[block]! - piece.start[block]!;
    if (events > 0 && piece.copies === null) return this.addScanned(block, piece, cycle, sums);
    const period = events > 0 ? history.periodOf(block, piece, cycle) : 0;
    this.addPeriods(block, piece, period, sums);
    if (events > 0 && this.addInside(block, piece, cycle, period, sums)) return;
    const { currentAt } = history.tracks;
    const current = (period > 0 ? piece.end : piece.start)[currentAt + block]!;
    const from = piece.from + (piece.copies === null ? 0 : period * piece.copies.periodCycles);
    sums[current]! += cycle - from;
  }

  /** Goes on in what a period copies, if anything of the period happens before `cycle`. */
  private addInside(block: number, piece: Piece, cycle: number, period: number, sums: Float64Array): boolean {
    const { history } = this;
    const copies = piece.copies!;
    const inside = cycle - shiftOf(piece, copies, period);
    if (history.after(block, inside) <= copies.sourceStart[block]!) return false;
    const at = history.tracks.cyclesAt + history.tracks.activityBase[block]!;
    for (let activity = 0; activity < sums.length; activity++) sums[activity]! -= copies.sourceStart[at + activity]!;
    this.add(block, inside, sums);
    return true;
  }

  private addPeriods(block: number, piece: Piece, period: number, sums: Float64Array): void {
    const { cyclesAt, activityBase } = this.history.tracks;
    const at = cyclesAt + activityBase[block]!;
    for (let activity = 0; activity < sums.length; activity++) {
      const whole = period === 0 ? 0 : period * growth(piece, at + activity);
      sums[activity]! += piece.start[at + activity]! + whole;
    }
  }

  private addScanned(block: number, piece: Piece, cycle: number, sums: Float64Array): void {
    const scan = this.scans[block]!;
    if (scan.piece !== piece || cycle < scan.asked) this.beginScan(scan, block, piece);
    const { cycle: cycles, value, starts } = piece.chunk!.load();
    const end = starts[block + 1]!;
    const spent = scan.cycles;
    let { at, cycle: upTo, activity } = scan;
    for (; at < end && cycles[at]! <= cycle; at++) {
      spent[activity]! += cycles[at]! - upTo;
      upTo = cycles[at]!;
      activity = value[at]!;
    }
    scan.at = at;
    scan.cycle = upTo;
    scan.activity = activity;
    scan.asked = cycle;
    for (let index = 0; index < sums.length; index++) sums[index]! += spent[index]!;
    sums[activity]! += cycle - upTo;
  }

  private beginScan(scan: Scan, block: number, piece: Piece): void {
    const { currentAt } = this.history.tracks;
    scan.piece = piece;
    scan.at = piece.chunk!.load().starts[block]!;
    scan.cycle = piece.from;
    scan.activity = piece.start[currentAt + block]!;
    scan.cycles.fill(0);
    this.addPeriods(block, piece, 0, scan.cycles);
  }
}

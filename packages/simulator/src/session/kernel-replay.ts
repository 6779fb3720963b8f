import type { Kernel, Snapshot } from "@lnsim/kernel";
import type { SkippedStretch, Timeline } from "@lnsim/recording";

/** What is known of the run of a kernel. */
export interface KnownRun {
  readonly timeline: Timeline;
  /** The latest snapshot at or before a cycle; null: none. They are of a run whose bursts were not cut. */
  snapshotBefore(cycle: number): Snapshot | null;
  /** Ops that have retired before a cycle: positions of what is jumped over are by as many apart. */
  retiredBefore(cycle: number): number;
}

/**
 * Puts a kernel of a machine before any cycle of a run that is known: where it would stand if it had been run there from cycle 0, its
 * bursts cut at that cycle and nowhere before. What the run jumped over is stepped where it was simulated, and moved.
 */
export class KernelReplay {
  readonly kernel: Kernel;
  private readonly run: KnownRun;
  private readonly start: Snapshot;
  private cycle = 0;

  /** @param kernel one of the machine of the run, at cycle 0 */
  constructor(kernel: Kernel, run: KnownRun) {
    this.kernel = kernel;
    this.run = run;
    this.start = kernel.snapshot();
  }

  /** Puts the kernel before a cycle that is known, or the first that is not. */
  seek(cycle: number): void {
    if (this.cycle === cycle) return;
    this.cycle = -1;
    this.reach(cycle, cycle);
    this.cycle = cycle;
  }

  /** To before `cycle`, bursts cut at `burstsUntil`. */
  private reach(cycle: number, burstsUntil: number): void {
    const { kernel } = this;
    let jump = this.jumpTo(cycle);
    for (let before = cycle; jump === null; ) {
      const snapshot = this.run.snapshotBefore(before) ?? this.start;
      kernel.restore(snapshot);
      if (snapshot.cycle === 0 || snapshot.cycle + kernel.lastWake() <= burstsUntil) break;
      jump = this.jumpTo(snapshot.cycle);
      before = snapshot.cycle - 1;
    }
    if (jump !== null) this.follow(jump, Math.min(cycle, jump.to), burstsUntil);
    kernel.run({ until: cycle, burstsUntil });
  }

  /** To before a cycle inside a stretch that was jumped over, or behind it. */
  private follow({ from, source }: SkippedStretch, cycle: number, burstsUntil: number): void {
    const inner = source + cycle - from;
    this.reach(inner, inner + burstsUntil - cycle);
    this.kernel.moveOn(cycle - inner, this.run.retiredBefore(cycle) - this.run.retiredBefore(inner));
  }

  /** The stretch that was jumped over, from op to op, and that a cycle lies in or behind; null: there is none. Periods of loops are skipped again. */
  private jumpTo(cycle: number): SkippedStretch | null {
    const { timeline } = this.run;
    const stretch = cycle === 0 ? undefined : timeline.source(cycle - 1).stretch;
    if (stretch === undefined || stretch.periods > 1) return null;
    const { from, to, source } = stretch;
    const isBehindItself = source + to - from === from;
    return isBehindItself && this.run.retiredBefore(to) === this.run.retiredBefore(from) ? null : stretch;
  }
}

import type { SkipReport, SkipStop } from "./skip-report.ts";

/** What the kernel goes by until its next look, in the order of the ledger. */
const stops: readonly SkipStop[] = ["no boundary", "new state", "uneven growth", "loop end", "breakpoint", "end known", "rare look", "new epoch"];

const skippedPeriods = 0;
const skippedCycles = 1;
const jumpedEpochs = 2;
const jumpedCycles = 3;
/** Index of the stop that holds now, and since which cycle. */
const holding = 4;
const since = 5;
const countsAt = 6;
const cyclesAt = countsAt + stops.length;

/** What was skipped, and why the rest was not: every cycle is counted once. */
export class SkipLedger {
  /** All of it, so that a snapshot is a copy. */
  readonly numbers = new Float64Array(cyclesAt + stops.length);

  /** From cycle `now` on cycles are stepped, for this reason. */
  stop(reason: SkipStop, now: number): void {
    this.close(now);
    this.numbers[holding] = stops.indexOf(reason);
    this.numbers[countsAt + stops.indexOf(reason)]! += 1;
  }

  /** Periods of a loop are skipped, from one cycle to another. */
  skip(from: number, to: number, periods: number): void {
    this.close(from);
    this.numbers[skippedPeriods]! += periods;
    this.numbers[skippedCycles]! += to - from;
    this.numbers[since] = to;
  }

  /** Epochs are jumped over, from one cycle to another. */
  jump(from: number, to: number, epochs: number): void {
    this.close(from);
    this.numbers[jumpedEpochs]! += epochs;
    this.numbers[jumpedCycles]! += to - from;
    this.numbers[since] = to;
  }

  /** The ledger as of cycle `now`. */
  report(now: number): Omit<SkipReport, "newEpochs"> {
    const { numbers } = this;
    const open = now - numbers[since]!;
    return {
      loops: { periods: numbers[skippedPeriods]!, cycles: numbers[skippedCycles]! },
      epochs: { epochs: numbers[jumpedEpochs]!, cycles: numbers[jumpedCycles]! },
      stepped: stops.map((reason, index) => ({
        reason,
        count: numbers[countsAt + index]!,
        cycles: numbers[cyclesAt + index]! + (numbers[holding] === index ? open : 0),
      })),
    };
  }

  private close(now: number): void {
    const { numbers } = this;
    numbers[cyclesAt + numbers[holding]!]! += now - numbers[since]!;
    numbers[since] = now;
  }
}

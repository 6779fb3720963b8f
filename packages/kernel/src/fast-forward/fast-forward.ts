import { StateReader } from "./canonical-state.ts";
import { EpochExplanation } from "../epochs/epoch-explanation.ts";
import { EpochJumps } from "../epochs/epoch-jumps.ts";
import type { Kernel } from "../kernel.ts";
import { LoopSkips } from "./loop-skips.ts";
import type { KernelOptions } from "../run-options.ts";
import { SelfCheck } from "./self-check.ts";
import type { SkipReport } from "./skip-report.ts";
import { planState } from "./state-plan.ts";

/** Exact fast-forward: collects what blocks mark in a cycle, and after it skips periods of loops and jumps over epochs. */
export class FastForward {
  private readonly kernel: Kernel;
  private readonly check: SelfCheck | null;
  private readonly loops: LoopSkips;
  private readonly epochs: EpochJumps;
  /** Slots of the indices of the nests whose boundaries were marked in this cycle. */
  private readonly marks: number[] = [];
  private isEpochMarked = false;

  constructor(kernel: Kernel, { selfCheck = false, explainEpochs = false }: KernelOptions) {
    const plan = planState(kernel.machine);
    this.kernel = kernel;
    this.check = selfCheck ? new SelfCheck(kernel, plan, new StateReader(kernel, plan)) : null;
    this.loops = new LoopSkips(kernel, plan, this.check);
    this.epochs = new EpochJumps(kernel, plan, this.check, explainEpochs ? new EpochExplanation() : null);
  }

  /** Forgets all states: for use when time does not simply go on. */
  clear(): void {
    this.loops.clear();
    this.epochs.clear();
  }

  /** A run begins: what went on when the last one ended may have been touched. */
  begin(): void {
    this.epochs.abandon();
  }

  /** What made epochs new, as far as that was asked for. */
  explain(): SkipReport["newEpochs"] {
    return this.epochs.explanation?.report() ?? [];
  }

  markBoundary(nest: number): void {
    this.marks.push(nest);
  }

  markEpoch(): void {
    this.isEpochMarked = true;
  }

  /** What periods do not bring again is in this cycle. */
  breakLoops(): void {
    this.loops.clear();
  }

  /** After a cycle: skips before `until` what can be skipped. The kernel stands at the next cycle, then at the one reached. */
  afterCycle(until: number): void {
    const { kernel, marks } = this;
    if (this.check?.isStepping !== true) {
      if (kernel.stopCycle !== Infinity) this.stand();
      else if (!this.isEpochMarked || !this.atEpoch(until)) this.atBoundaries(until);
    }
    this.isEpochMarked = false;
    marks.length = 0;
  }

  /** Once the end of the run is known nothing is skipped. */
  private stand(): void {
    this.epochs.abandon();
    if (this.isEpochMarked || this.marks.length > 0) this.kernel.skips.stop("end known", this.kernel.now);
  }

  private atEpoch(until: number): boolean {
    this.loops.clear();
    return this.epochs.atMark(until);
  }

  private atBoundaries(until: number): void {
    const { marks } = this;
    for (let index = 0; index < marks.length; index++) if (this.loops.atBoundary(marks[index]!, until)) return;
  }
}

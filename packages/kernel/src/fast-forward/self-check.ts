import type { StateReader } from "./canonical-state.ts";
import { readEpochState } from "../epochs/epoch-state.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import { type Snapshot, restoreSnapshot } from "../snapshot.ts";
import type { StatePlan } from "./state-plan.ts";

/** One of how many jumps over epochs is checked. */
const share = 4;

/** Steps what fast-forward predicts. Deterministic: its random numbers are its own. */
export class SelfCheck {
  /** Whether the kernel is stepping for a check, so that nothing is to be skipped. */
  isStepping = false;
  private readonly kernel: Kernel;
  private readonly plan: StatePlan;
  private readonly reader: StateReader;
  private seed = 1;

  constructor(kernel: Kernel, plan: StatePlan, reader: StateReader) {
    this.kernel = kernel;
    this.plan = plan;
    this.reader = reader;
  }

  /** A random whole number in [0, bound). */
  random(bound: number): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return (this.seed >>> 8) % bound;
  }

  /** Whether the next jump is to be checked. */
  isDue(): boolean {
    return this.random(share) === 0;
  }

  /** Steps as many cycles without skipping. */
  step(cycles: number): void {
    this.isStepping = true;
    this.kernel.advance(this.kernel.now + cycles);
    this.isStepping = false;
  }

  /** Goes back to a snapshot; what is remembered stays. */
  goBack(snapshot: Snapshot): void {
    restoreSnapshot(this.kernel, snapshot);
  }

  /** Everything that the kernel is after `move`: its state, totals, loops, maxima, what is constant, time and what was noted since the mark `notes`. */
  outcome(move: () => void, notes: number): readonly Float64Array[] {
    const { kernel, plan, reader } = this;
    move();
    const state = new GrowingNumbers();
    readEpochState(kernel, plan, state);
    const totals = reader.readTotals();
    const noted = kernel.notes.since({ notes, cycle: 0, position: 0, totals: new Float64Array(totals.length) });
    const others = [plan.maxima, plan.constants].map((places) => Float64Array.from(places, (at) => kernel.state[at]!));
    return [state.copy(), totals, reader.readNests(), ...others, Float64Array.of(kernel.now, kernel.position), noted!];
  }
}

import { type CanonicalState, StateReader, sameNumbers } from "./canonical-state.ts";
import type { Kernel } from "./kernel.ts";
import { type Recurrence, skipPeriods } from "./recurrence.ts";
import { StateMemory } from "./state-memory.ts";
import { type StatePlan, planState } from "./state-plan.ts";

/** Remembers states at iteration boundaries and skips whole periods when one recurs. */
export class FastForward {
  private readonly kernel: Kernel;
  private readonly selfCheck: boolean;
  private readonly plan: StatePlan;
  private readonly reader: StateReader;
  /** By the slot of a nest's index. */
  private readonly memories = new Map<number, StateMemory>();
  private seed = 1;
  private busy = false;

  constructor(kernel: Kernel, selfCheck: boolean) {
    this.kernel = kernel;
    this.selfCheck = selfCheck;
    this.plan = planState(kernel.machine);
    this.reader = new StateReader(kernel, this.plan);
  }

  /** Forgets all states: for use when time does not simply go on. */
  clear(): void {
    this.memories.clear();
  }

  /**
   * Called between two cycles at a boundary of the nest whose index is slot `nest`. Skips what can be skipped before
   * cycle `until`; returns whether it did.
   */
  atBoundary(nest: number, until: number): boolean {
    if (this.busy || this.kernel.stopCycle !== Infinity) return false;
    const memory = this.memory(nest);
    if (!memory.isDue()) return false;
    const recurrence = memory.meet(this.reader, this.plan.nests);
    return recurrence !== null && this.skip(recurrence, until);
  }

  private memory(nest: number): StateMemory {
    let memory = this.memories.get(nest);
    if (memory === undefined) {
      memory = new StateMemory();
      this.memories.set(nest, memory);
    }
    return memory;
  }

  /** The last period before `until` is stepped, so that bursts are cut there. */
  private skip(recurrence: Recurrence, until: number): boolean {
    const kernel = this.kernel;
    const from = kernel.now;
    const periods = Math.min(recurrence.periods, Math.floor((until - from) / recurrence.periodCycles) - 1);
    if (periods < 1) return false;
    if (periods === Infinity) throw new Error(`cycle ${from}: the machine repeats ${recurrence.periodCycles} cycles for ever and no loop advances`);
    if (this.selfCheck) this.skipChecked(recurrence, periods);
    else skipPeriods(kernel, this.plan, recurrence, periods);
    kernel.fastForwardedCycles += kernel.now - from;
    if (kernel.observer !== null) kernel.observer.skip(from, kernel.now, periods);
    return true;
  }

  /** Skips all periods but one, at random, which is stepped and compared with what skipping it gives. */
  private skipChecked(recurrence: Recurrence, periods: number): void {
    const { kernel, plan } = this;
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    const before = this.seed % periods;
    skipPeriods(kernel, plan, recurrence, before);
    const start = kernel.snapshot();
    skipPeriods(kernel, plan, recurrence, 1);
    const predicted = this.reader.read();
    const maxima = plan.maxima.map((at) => kernel.state[at]!);
    kernel.restore(start);
    this.busy = true;
    kernel.advance(kernel.now + recurrence.periodCycles);
    this.busy = false;
    compare(predicted, this.reader.read());
    if (plan.maxima.some((at, index) => kernel.state[at] !== maxima[index])) throw new Error(`cycle ${kernel.now}: a maximum grows from period to period`);
    skipPeriods(kernel, plan, recurrence, periods - 1 - before);
  }
}

function compare(predicted: CanonicalState, stepped: CanonicalState): void {
  const parts = ["timeless", "totals", "labels", "nests"] as const;
  const same = parts.every((part) => sameNumbers(predicted[part], stepped[part]));
  if (!same) throw new Error(`cycle ${stepped.cycle}: a skipped period differs from the stepped one: a slot's role is wrong`);
}

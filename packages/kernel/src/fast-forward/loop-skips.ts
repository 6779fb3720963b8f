import { StateReader, sameNumbers } from "./canonical-state.ts";
import type { Kernel } from "../kernel.ts";
import { type Recurrence, skipPeriods } from "./recurrence.ts";
import type { SelfCheck } from "./self-check.ts";
import { StateMemory } from "./state-memory.ts";
import type { StatePlan } from "./state-plan.ts";

/** Remembers states at iteration boundaries and skips whole periods when one recurs. */
export class LoopSkips {
  private readonly kernel: Kernel;
  private readonly plan: StatePlan;
  private readonly reader: StateReader;
  private readonly check: SelfCheck | null;
  /** By the slot of a nest's index. */
  private readonly memories = new Map<number, StateMemory>();
  private readonly lookAheads: ReadonlyMap<number, number>;

  constructor(kernel: Kernel, plan: StatePlan, check: SelfCheck | null) {
    this.kernel = kernel;
    this.plan = plan;
    this.reader = new StateReader(kernel, plan);
    this.check = check;
    this.lookAheads = new Map(plan.nests.map(({ at, lookAhead }) => [at, lookAhead]));
  }

  /** Forgets all states: for use when time does not simply go on, or when looking things up may give something else from now on. */
  clear(): void {
    for (const memory of this.memories.values()) memory.clear();
  }

  /**
   * Called between two cycles at a boundary of the nest whose index is slot `nest`. Skips what can be skipped before
   * cycle `until`; returns whether it did.
   */
  atBoundary(nest: number, until: number): boolean {
    const { skips, now } = this.kernel;
    const memory = this.memory(nest);
    const isNearEnd = this.isNearEnd(nest);
    if (!memory.isDue(isNearEnd)) {
      skips.stop(isNearEnd ? "loop end" : "rare look", now);
      return false;
    }
    const recurrence = memory.meet(this.reader, this.plan);
    if (typeof recurrence !== "string") return this.skip(recurrence, until);
    skips.stop(recurrence, now);
    return false;
  }

  /** Whether a loop has too few iterations left for a period of one more. */
  private isNearEnd(nest: number): boolean {
    const { state } = this.kernel;
    const end = state[nest + 1]!;
    return end > 0 && end - state[nest]! - this.lookAheads.get(nest)! < 2;
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
    const beforeBreak = Math.floor((until - from) / recurrence.periodCycles) - 1;
    const periods = Math.min(recurrence.periods, beforeBreak);
    if (periods === Infinity) throw new Error(`cycle ${from}: the machine repeats ${recurrence.periodCycles} cycles for ever and no loop advances`);
    if (periods >= 1) {
      if (this.check !== null) this.skipChecked(this.check, recurrence, periods);
      else skipPeriods(kernel, this.plan, recurrence, periods);
      kernel.skips.skip(from, kernel.now, periods);
      kernel.fastForwardedCycles += kernel.now - from;
      if (kernel.observer !== null) kernel.observer.skip(from, kernel.now, periods);
    }
    kernel.skips.stop(beforeBreak < recurrence.periods ? "breakpoint" : "loop end", kernel.now);
    return periods >= 1;
  }

  /** Skips all periods but one, at random, which is stepped and compared with what skipping it gives. */
  private skipChecked(check: SelfCheck, recurrence: Recurrence, periods: number): void {
    const { kernel, plan } = this;
    const before = check.random(periods);
    skipPeriods(kernel, plan, recurrence, before);
    const start = kernel.snapshot();
    const notes = kernel.notes.mark();
    const predicted = check.outcome(() => skipPeriods(kernel, plan, recurrence, 1), notes);
    check.goBack(start);
    const stepped = check.outcome(() => check.step(recurrence.periodCycles), notes);
    if (!predicted.every((part, index) => sameNumbers(part, stepped[index]!))) {
      throw new Error(`cycle ${kernel.now}: a skipped period differs from the stepped one: a slot's role is wrong`);
    }
    skipPeriods(kernel, plan, recurrence, periods - 1 - before);
  }
}

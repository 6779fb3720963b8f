import { type CanonicalState, StateReader, sameNumbers } from "./canonical-state.ts";
import type { Kernel } from "./kernel.ts";
import { type Recurrence, findRecurrence, growsEvenly, skipPeriods } from "./recurrence.ts";
import { type StatePlan, planState } from "./state-plan.ts";

/** States kept per hash; the latest ones, since inner loops recur soonest. */
const bucketSize = 4;
/** Numbers kept per nest before all are forgotten: 8 MB. */
const tableNumbers = 2 ** 20;
/** Misses in a row after which only every second boundary is looked at, then every fourth, … up to every 16th. */
const patience = 256;

interface Table {
  readonly buckets: Map<number, CanonicalState[]>;
  numbers: number;
  misses: number;
  boundaries: number;
}

/** Remembers states at iteration boundaries and skips whole periods when one recurs. */
export class FastForward {
  private readonly kernel: Kernel;
  private readonly selfCheck: boolean;
  private readonly plan: StatePlan;
  private readonly reader: StateReader;
  private readonly tables = new Map<number, Table>();
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
    this.tables.clear();
  }

  /**
   * Called between two cycles at a boundary of the nest whose index is slot `nest`. Skips what can be skipped before
   * cycle `until`; returns whether it did.
   */
  atBoundary(nest: number, until: number): boolean {
    if (this.busy || this.kernel.stopCycle !== Infinity) return false;
    const table = this.table(nest);
    const stride = 2 ** Math.min(4, Math.floor(table.misses / patience));
    if (table.boundaries++ % stride !== 0) return false;
    const state = this.reader.read();
    const recurrence = this.recall(table, state);
    this.remember(table, state);
    if (recurrence === null) {
      table.misses++;
      return false;
    }
    table.misses = 0;
    return this.skip(recurrence, until);
  }

  private table(nest: number): Table {
    let table = this.tables.get(nest);
    if (table === undefined) {
      table = { buckets: new Map(), numbers: 0, misses: 0, boundaries: 0 };
      this.tables.set(nest, table);
    }
    return table;
  }

  private recall(table: Table, state: CanonicalState): Recurrence | null {
    const bucket = table.buckets.get(state.hash);
    if (bucket === undefined) return null;
    for (let index = bucket.length - 1; index >= 0; index--) {
      const recurrence = findRecurrence(bucket[index]!, state, this.plan.nests);
      if (recurrence === null) continue;
      if (state.labels.length === 0 || bucket.some((before) => growsEvenly(before, recurrence))) return recurrence;
    }
    return null;
  }

  private remember(table: Table, state: CanonicalState): void {
    if (table.numbers >= tableNumbers) {
      table.buckets.clear();
      table.numbers = 0;
    }
    let bucket = table.buckets.get(state.hash);
    if (bucket === undefined) {
      bucket = [];
      table.buckets.set(state.hash, bucket);
    }
    if (bucket.length === bucketSize) bucket.shift();
    else table.numbers += state.timeless.length + state.totals.length + state.labels.length + state.nests.length;
    bucket.push(state);
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

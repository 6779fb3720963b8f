import { type CanonicalState, type StateReader, sameNumbers } from "./canonical-state.ts";
import { type Recurrence, findRecurrence, growsEvenly } from "./recurrence.ts";
import type { SkipStop } from "./skip-report.ts";
import type { StatePlan } from "./state-plan.ts";

/** States kept per hash; the latest ones, since inner loops recur soonest. */
const bucketSize = 4;
/** Numbers kept before all are forgotten: 8 MB. */
const capacityNumbers = 2 ** 20;
/** Misses in a row after which only every second boundary is looked at, then every fourth, … up to every 16th. */
const patience = 32;

/** The states met at the boundaries of one nest, by hash. */
export class StateMemory {
  private readonly buckets = new Map<number, CanonicalState[]>();
  private numbers = 0;
  private boundaries = 0;
  private misses = 0;

  /** Whether this boundary is worth a look: states that never recur cost less and less, and the last iterations of a loop little. */
  isDue(isNearEnd: boolean): boolean {
    const stride = 2 ** (isNearEnd ? 4 : Math.min(4, Math.floor(this.misses / patience)));
    return this.boundaries++ % stride === 0;
  }

  /** Forgets all states; what was learnt of how seldom they recur is kept in part. */
  clear(): void {
    this.forget();
    this.boundaries = 0;
    this.misses = Math.min(this.misses, 2 * patience);
  }

  /** Reads the current state, remembers it, and returns the recurrence that it closes, or why there is none. */
  meet(reader: StateReader, plan: StatePlan): Recurrence | SkipStop {
    const state = reader.read(this.buckets);
    const recurrence = this.recall(state, plan);
    this.remember(state);
    this.misses = typeof recurrence === "string" ? this.misses + 1 : 0;
    return recurrence;
  }

  private recall(state: CanonicalState, { nests, labelsStand }: StatePlan): Recurrence | SkipStop {
    const bucket = this.buckets.get(state.hash);
    let reason: SkipStop = "new state";
    if (bucket === undefined) return reason;
    for (let index = bucket.length - 1; index >= 0; index--) {
      const recurrence = findRecurrence(bucket[index]!, state, nests);
      if (recurrence === null) continue;
      if (recurrence.periods < 1) reason = reason === "new state" ? "loop end" : reason;
      else if (state.labels.length === 0 || (labelsStand && sameNumbers(recurrence.from.labels, state.labels))) return recurrence;
      else if (bucket.some((before) => growsEvenly(before, recurrence))) return recurrence;
      else reason = "uneven growth";
    }
    return reason;
  }

  private remember(state: CanonicalState): void {
    if (this.numbers >= capacityNumbers) this.forget();
    let bucket = this.buckets.get(state.hash);
    if (bucket === undefined) {
      bucket = [];
      this.buckets.set(state.hash, bucket);
    }
    if (bucket.length === bucketSize) bucket.shift();
    else this.numbers += state.timeless.length + state.totals.length + state.labels.length + state.nests.length;
    bucket.push(state);
  }

  private forget(): void {
    this.buckets.clear();
    this.numbers = 0;
  }
}

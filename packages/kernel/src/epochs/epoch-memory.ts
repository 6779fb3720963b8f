import type { EpochState, EpochTransition } from "./epoch-transition.ts";
import type { GrowingNumbers } from "../fast-forward/growing-numbers.ts";

/** Numbers kept before the oldest states are forgotten: 48 MB, and what keeping them takes besides. */
const defaultCapacity = 6 * 2 ** 20;
/** What a state or a transition takes besides its numbers, in numbers. */
const overhead = 64;

/** States met at the marks of epochs, and what followed. The oldest are forgotten first. */
export class EpochMemory {
  private readonly capacity: number;
  private readonly buckets = new Map<number, EpochState[]>();
  /** All states, the oldest first, with the numbers that each of them and its transitions take. */
  private readonly sizes = new Map<EpochState, number>();
  private numbers = 0;

  constructor(capacity = defaultCapacity) {
    this.capacity = capacity;
  }

  /** States that are remembered. */
  get states(): number {
    return this.sizes.size;
  }

  /** The remembered state with these numbers; a new one when there is none. `lastWake` is asked for a new one only. */
  intern(numbers: GrowingNumbers, lastWake: () => number): EpochState {
    const hash = numbers.hash();
    const bucket = this.buckets.get(hash) ?? [];
    const known = bucket.find((state) => numbers.equals(state.numbers));
    if (known !== undefined) return known;
    const state: EpochState = { numbers: numbers.copy(), hash, lastWake: lastWake(), next: new Map() };
    bucket.push(state);
    this.buckets.set(hash, bucket);
    this.charge(state, state.numbers.length);
    return state;
  }

  /** Remembers what followed a state; not when the state was forgotten meanwhile. */
  remember(from: EpochState, key: number, transition: EpochTransition): void {
    if (!this.sizes.has(from)) return;
    from.next.set(key, transition);
    const { totals, nests, ages, notes } = transition;
    this.charge(from, totals.length + nests.length + ages.length + notes.length);
  }

  clear(): void {
    this.buckets.clear();
    this.sizes.clear();
    this.numbers = 0;
  }

  private charge(state: EpochState, numbers: number): void {
    this.sizes.set(state, (this.sizes.get(state) ?? 0) + numbers + overhead);
    this.numbers += numbers + overhead;
    while (this.numbers > this.capacity) this.forgetOldest();
  }

  private forgetOldest(): void {
    const [state, size] = this.sizes.entries().next().value!;
    this.sizes.delete(state);
    this.numbers -= size;
    state.next.clear();
    const left = this.buckets.get(state.hash)!.filter((other) => other !== state);
    if (left.length === 0) this.buckets.delete(state.hash);
    else this.buckets.set(state.hash, left);
  }
}

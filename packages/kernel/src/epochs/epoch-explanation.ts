import type { EpochState } from "./epoch-transition.ts";
import type { Kernel } from "../kernel.ts";
import { nameEpochState } from "../fast-forward/state-names.ts";
import type { StatePlan } from "../fast-forward/state-plan.ts";

/** Finds out why epochs are new: what first tells each from the one before of the same key. Slow; for whoever writes blocks. */
export class EpochExplanation {
  private readonly latest = new Map<number, EpochState>();
  private readonly counts = new Map<string, number>();

  /** Takes up an epoch that is not remembered, at its mark. */
  add(kernel: Kernel, plan: StatePlan, state: EpochState, key: number | undefined): void {
    if (key === undefined) return;
    const cause = this.causeOf(kernel, plan, state, key);
    this.counts.set(cause, (this.counts.get(cause) ?? 0) + 1);
    this.latest.set(key, state);
  }

  /** Causes and how many epochs were new for each, the most frequent first. */
  report(): readonly { readonly cause: string; readonly count: number }[] {
    return [...this.counts].map(([cause, count]) => ({ cause, count })).toSorted((a, b) => b.count - a.count);
  }

  private causeOf(kernel: Kernel, plan: StatePlan, state: EpochState, key: number): string {
    const before = this.latest.get(key);
    if (before === undefined) return "first of its key";
    const { numbers } = state;
    const place = numbers.findIndex((number, index) => number !== before.numbers[index]);
    if (place < 0) return before === state ? "not finished the last time" : "wakes";
    return nameEpochState(kernel, plan)[place] ?? "wakes";
  }
}

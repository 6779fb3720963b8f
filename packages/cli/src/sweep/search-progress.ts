import type { SweepEvent, SweepProgress, SweepSearch } from "@lnsim/sweep";
import { BestSoFar } from "./best-so-far.ts";
import { createSweepReporter, type SweepReporter } from "./sweep-reporter.ts";

/** Shows how far a search is: its generations are sweeps, which it adds up. */
export class SearchProgress {
  readonly #budget: number;
  readonly #reporter: SweepReporter;
  readonly #best: BestSoFar;
  readonly #started = performance.now();
  #before = { done: 0, failed: 0, cached: 0 };

  constructor({ budget, objectives }: Pick<SweepSearch, "budget" | "objectives">, stream: NodeJS.WriteStream) {
    this.#budget = budget;
    this.#reporter = createSweepReporter({ stream, now: () => performance.now() });
    this.#best = new BestSoFar(objectives);
  }

  /** Told of what happens in a generation. */
  readonly onEvent = (event: SweepEvent): void => {
    if (event.type === "done") this.#best.show(event.figures, event.values);
    const progress = this.#progressAfter(event.progress);
    this.#reporter.update({ progress, best: this.#best.best });
    if (event.type === "finished") this.#before = progress;
  };

  /** Takes the line away. */
  finish(): void {
    this.#reporter.finish();
  }

  #progressAfter(generation: SweepProgress): SweepProgress {
    const [done, failed, cached] = (["done", "failed", "cached"] as const).map((part) => this.#before[part] + generation[part]) as [number, number, number];
    const elapsedSeconds = (performance.now() - this.#started) / 1000;
    const left = Math.max(0, this.#budget - done - failed - cached);
    const pointsPerSecond = done === 0 ? null : done / elapsedSeconds;
    return { total: this.#budget, done, failed, cached, left, elapsedSeconds, pointsPerSecond, etaSeconds: pointsPerSecond === null ? null : left / pointsPerSecond };
  }
}

import type { ChosenDesign, SweepEvent, SweepProgress, SweepSearch } from "@lnsim/sweep";
import type { Terminal } from "../output/terminal.ts";
import { BestSoFar } from "./best-so-far.ts";
import { createLiveReporter, type LiveReporter } from "./live-reporter.ts";
import { liveSweep, type SweepState } from "./sweep-text.ts";

/** Shows how far a search is: its generations are sweeps, which it adds up. "jsonl" prints every event and every generation. */
export class SearchProgress {
  readonly #budget: number;
  readonly #format: string;
  readonly #terminal: Terminal;
  readonly #reporter: LiveReporter;
  readonly #best: BestSoFar;
  readonly #started = performance.now();
  #before: Pick<SweepProgress, "done" | "failed" | "cached"> = { done: 0, failed: 0, cached: 0 };
  #refused = 0;
  #generation = 0;
  #failure: Pick<SweepState, "lastFailure"> = {};
  #printed = Promise.resolve();

  constructor({ budget, objectives }: Pick<SweepSearch, "budget" | "objectives">, format: string, terminal: Terminal) {
    this.#budget = budget;
    this.#format = format;
    this.#terminal = terminal;
    this.#reporter = createLiveReporter({ stream: terminal.stderr, now: () => performance.now() });
    this.#best = new BestSoFar(objectives);
  }

  /** Told of what happens in a generation. */
  readonly onEvent = (event: SweepEvent): void => {
    if (event.type === "done") this.#best.show(event.figures, event.values);
    else if (event.type === "failed") this.#failure = { lastFailure: event };
    const progress = this.#progressAfter(event.progress);
    if (this.#format === "jsonl") this.#print({ ...event, progress });
    else this.#reporter.update(liveSweep({ progress, best: this.#best.best, ...this.#failure, note: `generation ${this.#generation}; the next one is chosen when all of it has ended` }));
    if (event.type === "finished") this.#before = progress;
  };

  /** Told of a generation when all of it has ended. */
  readonly onGeneration = (designs: readonly ChosenDesign[]): void => {
    this.#generation++;
    this.#refused += designs.filter(({ id }) => id === null).length;
    this.#before = { ...this.#before, failed: this.#refused };
    if (this.#format === "jsonl") this.#print({ type: "generation", generation: designs[0]!.generation, designs });
  };

  /** Takes the screen away; resolves when all is printed. */
  async finish(): Promise<void> {
    this.#reporter.finish();
    await this.#printed;
  }

  #print(event: object): void {
    this.#printed = this.#printed.then(() => this.#terminal.print(JSON.stringify(event)));
  }

  #progressAfter(generation: SweepProgress): SweepProgress {
    const [done, failed, cached] = (["done", "failed", "cached"] as const).map((part) => this.#before[part] + generation[part]) as [number, number, number];
    const elapsedSeconds = (performance.now() - this.#started) / 1000;
    const left = Math.max(0, this.#budget - done - failed - cached);
    const pointsPerSecond = done === 0 ? null : done / elapsedSeconds;
    return { total: this.#budget, done, failed, cached, left, elapsedSeconds, pointsPerSecond, etaSeconds: pointsPerSecond === null ? null : left / pointsPerSecond };
  }
}

import type { WorkerEvent } from "@lnsim/sweep";
import { duration, grouped } from "../output/numbers.ts";
import type { Terminal } from "../output/terminal.ts";
import { createLiveReporter, type LiveReporter } from "./live-reporter.ts";
import { valuesText } from "./sweep-text.ts";

/** Says what a worker does: every event for programs; for people one screen on a terminal, elsewhere a line now and then. */
export class WorkerProgress {
  readonly #format: "table" | "jsonl";
  readonly #place: string;
  readonly #terminal: Terminal;
  readonly #reporter: LiveReporter;
  readonly #counts = { started: 0, done: 0, failed: 0, known: 0, abandoned: 0 };
  readonly #started = performance.now();
  #last = "";
  #printed = Promise.resolve();

  constructor(format: "table" | "jsonl", place: string, terminal: Terminal) {
    this.#format = format;
    this.#place = place;
    this.#terminal = terminal;
    this.#reporter = createLiveReporter({ stream: terminal.stderr, now: () => performance.now() });
  }

  /** Told of what the worker does. */
  readonly show = (event: WorkerEvent): void => {
    this.#counts[event.type]++;
    if (this.#format === "jsonl") {
      this.#printed = this.#printed.then(() => this.#terminal.print(JSON.stringify(event)));
      return;
    }
    if (event.type === "started") this.#terminal.hint(`${event.jobs} points at a time are taken from ${this.#place}; Ctrl-C gives them back`);
    else this.#last = lastText(event);
    this.#reporter.update({ screen: (columns) => this.#screen(columns), line: () => `worker: ${this.#text()}` });
  };

  /** Takes the screen away and says what was done. */
  async finish(): Promise<void> {
    this.#reporter.finish();
    await this.#printed;
    if (this.#format === "table" && this.#counts.started > 0) await this.#terminal.print(this.#text());
  }

  #screen(columns: number): readonly string[] {
    const seconds = (performance.now() - this.#started) / 1000;
    return [`${this.#text()}, ${(this.#counts.done / seconds).toPrecision(3)} points/s, ${duration(seconds)} so far`, ...(this.#last === "" ? ["waiting for points"] : [this.#last.slice(0, columns)])];
  }

  #text(): string {
    const { done, failed, abandoned } = this.#counts;
    return [`${grouped(done)} points run`, `${grouped(failed)} tries failed`, ...(abandoned > 0 ? [`${grouped(abandoned)} given back`] : [])].join(", ");
  }
}

function lastText(event: Exclude<WorkerEvent, { readonly type: "started" }>): string {
  const at = valuesText(event.values);
  if (event.type === "done") return `last ${at} in ${duration(event.seconds)}`;
  if (event.type === "failed") return `failed: ${at}: ${event.error.split("\n", 1)[0]!}`;
  return event.type === "known" ? `known already: ${at}` : `given back: ${at}`;
}

import { hidePasswords, workOnEngine, type WorkerEvent } from "@lnsim/sweep";
import { grouped } from "../output/numbers.ts";
import type { Terminal } from "../output/terminal.ts";
import { watchStopSignals } from "../worker/stop-signals.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep worker`. */
export interface SweepWorkerInput {
  readonly URL: string;
  readonly jobs?: number;
  readonly "until-empty": boolean;
  readonly format: "table" | "jsonl";
}

/** Between two lines that say how far a worker is. */
const lineIntervalMs = 4000;

/** `lnsim sweep worker URL` */
export const sweepWorker: Handler<SweepWorkerInput> = async ({ URL: url, jobs, "until-empty": untilEmpty, format }, terminal) => {
  const abort = new AbortController();
  const unwatch = watchStopSignals(() => abort.abort());
  const progress = new WorkerProgress(format, hidePasswords(url), terminal);
  try {
    await workOnEngine(url, { untilEmpty, signal: abort.signal, onEvent: progress.show, ...(jobs !== undefined && { jobs }) });
  } finally {
    unwatch();
    await progress.finish();
  }
  return abort.signal.aborted ? 130 : 0;
};

/** Says what a worker does: every event for programs, for people a line now and then. */
class WorkerProgress {
  readonly #format: SweepWorkerInput["format"];
  readonly #place: string;
  readonly #terminal: Terminal;
  readonly #counts = { started: 0, done: 0, failed: 0, known: 0, abandoned: 0 };
  #printed = Promise.resolve();
  #lastLine = performance.now();

  constructor(format: SweepWorkerInput["format"], place: string, terminal: Terminal) {
    this.#format = format;
    this.#place = place;
    this.#terminal = terminal;
  }

  readonly show = (event: WorkerEvent): void => {
    this.#counts[event.type]++;
    if (this.#format === "jsonl") {
      this.#printed = this.#printed.then(() => this.#terminal.print(JSON.stringify(event)));
      return;
    }
    if (event.type === "started") this.#terminal.hint(`${event.jobs} points at a time are taken from ${this.#place}; Ctrl-C gives them back`);
    const now = performance.now();
    if (now - this.#lastLine < lineIntervalMs) return;
    this.#lastLine = now;
    this.#terminal.hint(`worker: ${this.#text()}`);
  };

  async finish(): Promise<void> {
    await this.#printed;
    if (this.#format === "table" && this.#counts.started > 0) await this.#terminal.print(this.#text());
  }

  #text(): string {
    const { done, failed, abandoned } = this.#counts;
    return [`${grouped(done)} points run`, `${grouped(failed)} tries failed`, ...(abandoned > 0 ? [`${grouped(abandoned)} given back`] : [])].join(", ");
  }
}

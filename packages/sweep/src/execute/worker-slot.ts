import { Worker } from "node:worker_threads";
import type { Row } from "../row.ts";
import type { SentPart } from "../share/shared-parts.ts";
import type { PointTask, WorkerReport } from "./worker-protocol.ts";

/** What one point may take. */
export interface PointLimits {
  /** Wall time; none by default. */
  readonly seconds?: number;
  /** Heap of the worker, in MiB; as Node has it by default. Tables of compiled kernels are not counted. */
  readonly memoryMib?: number;
}

/** How a point ended. */
export type PointEnd =
  | { readonly status: "done"; readonly row: Row }
  | { readonly status: "failed"; readonly error: string }
  | { readonly status: "abandoned" };

/** Who is told what a slot's worker does. */
export interface SlotHooks {
  readonly onPart: (part: SentPart) => void;
  /** A worker is gone, with everything that it was sent. */
  readonly onLoss: () => void;
}

/** A place for one worker thread, which is started when it is needed, and again when a point has taken it along. */
export class WorkerSlot {
  readonly #limits: PointLimits;
  readonly #hooks: SlotHooks;
  #worker: Worker | undefined;
  #settle: ((end: PointEnd) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: PointLimits, hooks: SlotHooks) {
    this.#limits = limits;
    this.#hooks = hooks;
  }

  /** Runs a point; never rejects. One at a time. */
  async run(task: PointTask): Promise<PointEnd> {
    const ended = new Promise<PointEnd>((settle) => (this.#settle = settle));
    if (this.#worker === undefined) this.#worker = this.#start();
    else this.#startTimer();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(task);
    try {
      return await ended;
    } finally {
      clearTimeout(this.#timer);
      this.#settle = undefined;
    }
  }

  /** Ends the worker and what it runs. */
  abandon(): void {
    this.#drop({ status: "abandoned" });
  }

  #start(): Worker {
    const isSource = import.meta.url.endsWith(".ts");
    const { memoryMib } = this.#limits;
    const worker = new Worker(new URL(isSource ? "./point-worker.ts" : "./point-worker.js", import.meta.url), {
      ...(memoryMib !== undefined && { resourceLimits: { maxOldGenerationSizeMb: memoryMib } }),
      ...(isSource && { execArgv: ["--conditions=@lnsim/source"] }),
    });
    const drop = (end: PointEnd): void => void (this.#worker === worker && this.#drop(end));
    worker.on("message", (report: WorkerReport) => this.#worker === worker && this.#hear(report));
    worker.on("error", (error) => drop({ status: "failed", error: this.#crashText(error) }));
    worker.on("exit", (code) => drop({ status: "failed", error: `code that was loaded ended the worker: process.exit(${code})` }));
    return worker;
  }

  /** The time of a point begins when its worker is there. */
  #startTimer(): void {
    const { seconds } = this.#limits;
    if (seconds === undefined) return;
    this.#timer = setTimeout(() => this.#drop({ status: "failed", error: `it took longer than the limit of ${seconds} s` }), seconds * 1000);
  }

  #hear(report: WorkerReport): void {
    if (report.type === "ready") this.#startTimer();
    else if (report.type === "part") this.#hooks.onPart(report.part);
    else if (report.type === "done") this.#settle?.({ status: "done", row: report.row });
    else this.#settle?.({ status: "failed", error: report.error });
  }

  #drop(end: PointEnd): void {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker !== undefined) this.#hooks.onLoss();
    void worker?.terminate();
    this.#settle?.(end);
  }

  #crashText(error: unknown): string {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ERR_WORKER_OUT_OF_MEMORY") return `its worker ended: ${message}`;
    return this.#limits.memoryMib === undefined ? "it needs more memory than there is" : `it needs more memory than the limit of ${this.#limits.memoryMib} MiB`;
  }
}

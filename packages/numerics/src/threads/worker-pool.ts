import { extname } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { controlWords, type WorkerJob } from "./worker-job.ts";

/** How long a first product waits for a worker to start, in milliseconds, before it does without. */
const startMilliseconds = 10_000;

const extension = extname(import.meta.url);

/** One worker thread, to which work is handed without turning an event loop. */
class WorkerThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(controlWords.length * 4));
  readonly #port: MessagePort;
  readonly #worker: Worker;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(new URL(`./gemm-worker${extension}`, import.meta.url), {
      workerData: { control: this.#control, port: port2 },
      transferList: [port2],
      // Options of the process are not all allowed in a worker; run from source, it needs this one.
      execArgv: extension === ".ts" ? ["--conditions=@lnsim/source"] : [],
    });
    this.#worker.unref();
    this.#port.unref();
  }

  /** True when the worker is waiting for work; waits for its start. */
  isReady(): boolean {
    Atomics.wait(this.#control, controlWords.isReady, 0, startMilliseconds);
    return Atomics.load(this.#control, controlWords.isReady) === 1;
  }

  start(job: WorkerJob): void {
    this.#port.postMessage(job, []);
    Atomics.add(this.#control, controlWords.ticket, 1);
    Atomics.notify(this.#control, controlWords.ticket);
  }

  /** Waits for the job that was started last; throws what it threw. */
  finish(): void {
    const ticket = Atomics.load(this.#control, controlWords.ticket);
    for (let done = Atomics.load(this.#control, controlWords.done); done !== ticket; done = Atomics.load(this.#control, controlWords.done)) {
      Atomics.wait(this.#control, controlWords.done, done);
    }
    const failure = receiveMessageOnPort(this.#port);
    if (failure !== undefined) throw failure.message;
  }

  close(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}

/** The worker threads of an engine. They do not keep the process alive. */
export class WorkerPool {
  #threads: readonly WorkerThread[];

  constructor(count: number) {
    this.#threads = Array.from({ length: count }, () => new WorkerThread());
  }

  /** The workers that can be used; the others are given up. */
  ready(): number {
    this.#threads = this.#threads.filter((thread) => thread.isReady());
    return this.#threads.length;
  }

  /** Runs one job on each of the first workers while `own` runs here; returns when all are done. */
  run(jobs: readonly WorkerJob[], own: () => void): void {
    for (const [index, job] of jobs.entries()) this.#threads[index].start(job);
    try {
      own();
    } finally {
      for (const index of jobs.keys()) this.#threads[index].finish();
    }
  }

  /** Ends the workers; the pool has none from then on. */
  close(): void {
    for (const thread of this.#threads) thread.close();
    this.#threads = [];
  }
}

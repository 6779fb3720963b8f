import { availableParallelism, hostname } from "node:os";
import type { DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";
import type { Row } from "../row.ts";
import { Schedule } from "../share/schedule.ts";
import { SharedParts, type SentPart } from "../share/shared-parts.ts";
import { AttemptLog, type RunningAttempt } from "./attempt-log.ts";
import { requireJobs } from "./require-jobs.ts";
import { ProgressCount } from "./progress-count.ts";
import type { SweepOutcome } from "./sweep-event.ts";
import { Sweep, type SweepHooks } from "./sweep.ts";
import { WorkerSlot, type PointEnd, type PointLimits } from "./worker-slot.ts";

/** How points are run. */
export interface RunnerOptions {
  readonly store: ResultStore;
  /** Points at the same time, each in a thread of its own; as many as there are cores by default. */
  readonly jobs?: number;
  /** Of every point; none by default. */
  readonly limits?: PointLimits;
}

/** Points under way have this long to finish after an abort. */
const graceMs = 400;

/** Runs points that the store does not have, and ends; see {@link PointRunner.run}. */
export async function runPoints(points: readonly DesignPoint[], options: RunnerOptions, hooks: SweepHooks = {}): Promise<SweepOutcome> {
  const runner = new PointRunner(options);
  try {
    return await runner.run(points, hooks);
  } finally {
    runner.close();
  }
}

/** Runs points and keeps what comes out, with workers that stay for the next call. Close it when all is done. */
export class PointRunner {
  readonly #store: ResultStore;
  readonly #slots: readonly WorkerSlot[];
  readonly #attempts: AttemptLog;
  readonly #current: { point: DesignPoint | undefined }[];
  #parts: SharedParts | undefined;

  /** @throws {LnsimError} for a number of jobs or a limit that cannot be. */
  constructor({ store, jobs = availableParallelism(), limits = {} }: RunnerOptions) {
    requireJobs(jobs);
    this.#store = store;
    this.#attempts = new AttemptLog(store, `${hostname()}:${process.pid}`);
    this.#current = Array.from({ length: jobs }, () => ({ point: undefined }));
    this.#slots = this.#current.map((_, number) => new WorkerSlot(limits, { onPart: (part) => this.#keepPart(number, part), onLoss: () => this.#parts?.forget(number) }));
  }

  /**
   * Runs the points that the store does not have, each once. A point that fails is recorded and stops nothing.
   *
   * @throws {LnsimError} when the store cannot be written any more.
   */
  async run(points: readonly DesignPoint[], hooks: SweepHooks = {}): Promise<SweepOutcome> {
    const all = [...new Map(points.map((point) => [point.id, point])).values()];
    const missing = all.filter(({ id }) => !this.#store.has(id));
    const parts = (this.#parts = new SharedParts(this.#store));
    const sweep = new Sweep(new Schedule(missing, (kind, key) => parts.isKnown(kind, key)), new ProgressCount(all.length, all.length - missing.length, () => performance.now()), hooks);
    sweep.start(this.#slots.length);
    let grace: NodeJS.Timeout | undefined;
    const abandon = (): void => void (grace = setTimeout(() => this.close(), graceMs));
    hooks.signal?.addEventListener("abort", abandon, { once: true });
    try {
      await Promise.all(this.#slots.map((_, number) => this.#work(number, sweep)));
    } catch (error) {
      this.close();
      throw error;
    } finally {
      hooks.signal?.removeEventListener("abort", abandon);
      clearTimeout(grace);
    }
    return sweep.finish();
  }

  /** The rows that points have already, in no order. */
  async rowsOf(points: readonly DesignPoint[]): Promise<readonly Row[]> {
    return points.flatMap(({ id }) => this.#store.row(id) ?? []);
  }

  /** Ends the workers. */
  close(): void {
    for (const slot of this.#slots) slot.abandon();
  }

  /** One worker's part of a sweep. */
  async #work(number: number, sweep: Sweep): Promise<void> {
    while (!sweep.isStopped && sweep.schedule.left > 0) {
      const point = sweep.schedule.take(number);
      if (point === undefined) {
        await sweep.nextEnd();
        continue;
      }
      const attempt = this.#attempts.start(point, number);
      this.#current[number]!.point = point;
      const { id, values, request } = point;
      const end = await this.#slots[number]!.run({ point: { id, values, request }, parts: this.#parts!.sendFor(point, number) });
      this.#record(point, end, attempt, sweep);
    }
  }

  #record(point: DesignPoint, end: PointEnd, attempt: RunningAttempt, sweep: Sweep): void {
    const { id, values } = point;
    if (end.status === "done") this.#store.addRow(end.row);
    const seconds = attempt.end(end.status, end.status === "failed" ? end.error : null);
    if (end.status === "done") sweep.done({ id, values, figures: end.row.figures, seconds });
    else if (end.status === "failed") sweep.fail({ id, values, error: end.error, command: attempt.command });
    else sweep.abandon({ id, values });
    sweep.end(point);
  }

  #keepPart(number: number, part: SentPart): void {
    const { point } = this.#current[number]!;
    if (point !== undefined) this.#parts?.add(point, part);
  }
}

import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { RunPlanner } from "@lnsim/simulator";
import { ProgressCount } from "../execute/progress-count.ts";
import type { FailedPoint, SweepEvent, SweepOutcome, SweepProgress } from "../execute/sweep-event.ts";
import type { SweepHooks } from "../execute/sweep.ts";
import type { PointLimits } from "../execute/worker-slot.ts";
import type { DesignPoint } from "../point.ts";
import type { Row } from "../row.ts";
import type { DatabaseAddress } from "./address.ts";
import { environmentOf } from "./environment.ts";
import { FollowedPoints } from "./followed-points.ts";
import { openResults, type OpenedResults } from "./open-results.ts";
import { PointQueues, type QueueSettings } from "./point-queue.ts";
import { queuedPoints } from "./queued-point.ts";
import { workOnQueue } from "./queue-session.ts";
import { QueueSlot } from "./queue-slot.ts";
import { requireJobs } from "../execute/require-jobs.ts";

/** How points are run on an engine. */
export interface EngineOptions extends Partial<QueueSettings> {
  /** Points at the same time in this process; as many as there are cores by default, 0 to leave them all to others. */
  readonly jobs?: number;
  /** Of every point; none by default. */
  readonly limits?: PointLimits;
}

/** How often it is asked what has become of points. */
const lookMs = 300;

/** How long a server that was there may be away. */
const patienceSeconds = 300;

/** A queue and a result store in a PostgreSQL database, which workers on any machine take points from. */
export class SweepEngine {
  readonly #opened: OpenedResults;
  readonly #queues: PointQueues;
  readonly #options: EngineOptions;
  readonly #planner = new RunPlanner();
  readonly #slots: readonly QueueSlot[];

  private constructor(opened: OpenedResults, options: EngineOptions) {
    this.#opened = opened;
    this.#queues = new PointQueues(opened.database);
    this.#options = options;
    const setting = { results: opened.results, planner: this.#planner, folder: process.cwd(), onEvent: () => undefined };
    this.#slots = Array.from({ length: options.jobs ?? availableParallelism() }, (_, number) => new QueueSlot(setting, number));
  }

  /** Connects. Close it when all is done. @throws {LnsimError} for a database that cannot be used, and for options that cannot be. */
  static async open(address: DatabaseAddress, options: EngineOptions = {}): Promise<SweepEngine> {
    requireJobs(options.jobs ?? 0, 0);
    const engine = new SweepEngine(await openResults(address, { create: true, patienceSeconds }), options);
    try {
      await engine.#queues.setSettings(options);
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  /** The rows that points have already, in no order. */
  async rowsOf(points: readonly DesignPoint[]): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let first = 0; first < points.length; first += 1000) rows.push(...(await this.#opened.results.rowsOf(points.slice(first, first + 1000).map(({ id }) => id))));
    return rows;
  }

  /**
   * Submits the points that have no row, and waits until all of them have one or are set aside; works on them, too. When it is
   * stopped, the others stay in the queue.
   *
   * @throws {LnsimError} when the server stays away.
   */
  async run(points: readonly DesignPoint[], hooks: SweepHooks = {}): Promise<SweepOutcome> {
    const all = [...new Map(points.map((point) => [point.id, point])).values()];
    const known = new Set((await this.rowsOf(all)).map(({ id }) => id));
    const missing = all.filter(({ id }) => !known.has(id));
    const environment = await environmentOf(missing.map(({ request }) => request), this.#planner);
    const name = await this.#queues.offer(environment, queuedPoints(missing, this.#options.limits ?? {}));
    const watch = new EngineWatch(new ProgressCount(all.length, known.size, () => performance.now()), hooks);
    watch.say((progress) => ({ type: "started", jobs: this.#slots.length, progress }));
    const followed = new FollowedPoints(name, missing, { results: this.#opened.results, queues: this.#queues });
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, ...(hooks.signal === undefined ? [] : [hooks.signal])]);
    const parts = [watch.follow(followed, signal), ...(missing.length === 0 || this.#slots.length === 0 ? [] : [this.#work(name, signal)])];
    await Promise.all(parts.map((part) => part.finally(() => ended.abort())));
    if (followed.left > 0) await watch.look(followed);
    return watch.finish(followed.left);
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.close()));
    await this.#opened.database.close();
  }

  /** Works on a queue as long as there is something to follow. */
  async #work(name: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await workOnQueue(name, { database: this.#opened.database, queues: this.#queues, slots: this.#slots, signal });
      await sleep(lookMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Tells what happens to points, as a local sweep does. */
class EngineWatch {
  readonly #count: ProgressCount;
  readonly #hooks: SweepHooks;
  readonly #failed: FailedPoint[] = [];

  constructor(count: ProgressCount, hooks: SweepHooks) {
    this.#count = count;
    this.#hooks = hooks;
  }

  say(event: (progress: SweepProgress) => SweepEvent): void {
    this.#hooks.onEvent?.(event(this.#count.progress));
  }

  /** Until all have ended, or it is stopped. */
  async follow(points: FollowedPoints, signal: AbortSignal): Promise<void> {
    while (points.left > 0 && !signal.aborted) {
      await this.look(points);
      if (points.left > 0) await sleep(lookMs, undefined, { signal }).catch(() => undefined);
    }
  }

  finish(left: number): SweepOutcome {
    const stopped = left > 0;
    this.say((progress) => ({ type: "finished", stopped, progress }));
    return { progress: this.#count.progress, failed: this.#failed, stopped };
  }

  async look(points: FollowedPoints): Promise<void> {
    const { done, failed } = await points.look();
    for (const point of done) {
      this.#count.done++;
      this.say((progress) => ({ type: "done", ...point, progress }));
    }
    for (const point of failed) {
      this.#count.failed++;
      this.#failed.push(point);
      this.say((progress) => ({ type: "failed", ...point, progress }));
    }
  }
}

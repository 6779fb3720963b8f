import type { DesignPoint } from "../point.ts";
import type { Schedule } from "../share/schedule.ts";
import type { ProgressCount } from "./progress-count.ts";
import type { DonePoint, FailedPoint, SweepEvent, SweepOutcome } from "./sweep-event.ts";

/** How a sweep is watched and stopped. */
export interface SweepHooks {
  readonly onEvent?: (event: SweepEvent) => void;
  /** When it is aborted, points under way are given a moment to finish and are abandoned then. */
  readonly signal?: AbortSignal;
}

/** Where one sweep is: what is left of it, what came of its points, and who waits for one to end. */
export class Sweep {
  readonly schedule: Schedule;
  readonly #count: ProgressCount;
  readonly #hooks: SweepHooks;
  readonly #failed: FailedPoint[] = [];
  #waiting: (() => void)[] = [];

  constructor(schedule: Schedule, count: ProgressCount, hooks: SweepHooks) {
    this.schedule = schedule;
    this.#count = count;
    this.#hooks = hooks;
  }

  get isStopped(): boolean {
    return this.#hooks.signal?.aborted === true;
  }

  start(jobs: number): void {
    this.#say((progress) => ({ type: "started", jobs, progress }));
  }

  done(point: DonePoint): void {
    this.#count.done++;
    this.#say((progress) => ({ type: "done", ...point, progress }));
  }

  fail(point: FailedPoint): void {
    this.#count.failed++;
    this.#failed.push(point);
    this.#say((progress) => ({ type: "failed", ...point, progress }));
  }

  abandon(point: Pick<DesignPoint, "id" | "values">): void {
    this.#say((progress) => ({ type: "abandoned", ...point, progress }));
  }

  finish(): SweepOutcome {
    const stopped = this.isStopped && this.#count.progress.left > 0;
    this.#say((progress) => ({ type: "finished", stopped, progress }));
    return { progress: this.#count.progress, failed: this.#failed, stopped };
  }

  /** Resolves when a point has ended. */
  nextEnd(): Promise<void> {
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  /** Lets those who wait look again. */
  end(point: DesignPoint): void {
    this.schedule.end(point);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #say(event: (progress: SweepEvent["progress"]) => SweepEvent): void {
    this.#hooks.onEvent?.(event(this.#count.progress));
  }
}

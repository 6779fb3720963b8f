import type { SweepProgress } from "./sweep-event.ts";

/** Counts how far a sweep is. */
export class ProgressCount {
  readonly #total: number;
  readonly #cached: number;
  readonly #now: () => number;
  readonly #start: number;
  done = 0;
  failed = 0;

  /** @param now milliseconds that pass */
  constructor(total: number, cached: number, now: () => number) {
    this.#total = total;
    this.#cached = cached;
    this.#now = now;
    this.#start = now();
  }

  get progress(): SweepProgress {
    const { done, failed } = this;
    const ended = done + failed;
    const left = this.#total - this.#cached - ended;
    const elapsedSeconds = (this.#now() - this.#start) / 1000;
    const pointsPerSecond = ended === 0 || elapsedSeconds === 0 ? null : ended / elapsedSeconds;
    return { total: this.#total, done, failed, cached: this.#cached, left, elapsedSeconds, pointsPerSecond, etaSeconds: pointsPerSecond === null ? null : left / pointsPerSecond };
  }
}

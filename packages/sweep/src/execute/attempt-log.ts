import type { DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";
import type { Attempt } from "../row.ts";

/** An attempt at a point that is under way. */
export interface RunningAttempt {
  /** Writes it down; how many seconds it took. @param failure of one that failed */
  end(status: Attempt["status"], failure: { readonly error: string; readonly command: string } | null): number;
}

/** Writes down who tried which point when, and what came of it. */
export class AttemptLog {
  readonly #store: ResultStore;
  readonly #host: string;
  readonly #tried = new Map<string, number>();

  /** @param host where and as what this process runs */
  constructor(store: ResultStore, host: string) {
    this.#store = store;
    this.#host = host;
    for (const { id } of store.attempts()) this.#tried.set(id, (this.#tried.get(id) ?? 0) + 1);
  }

  start({ id, values }: DesignPoint, worker: number): RunningAttempt {
    const startedAt = new Date().toISOString();
    const started = performance.now();
    return {
      end: (status, failure) => {
        const seconds = (performance.now() - started) / 1000;
        const attempt = (this.#tried.get(id) ?? 0) + 1;
        this.#tried.set(id, attempt);
        this.#store.addAttempt({ id, values, attempt, worker: `${this.#host}/${worker}`, startedAt, seconds, status, error: failure?.error ?? null, command: failure?.command ?? null });
        return seconds;
      },
    };
  }
}

import type { DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";
import type { Attempt } from "../row.ts";
import { repeatCommand } from "./repeat-command.ts";

/** An attempt at a point that is under way. */
export interface RunningAttempt {
  /** The command that repeats it alone. */
  readonly command: string;
  /** Writes it down; how many seconds it took. @param error of one that failed */
  end(status: Attempt["status"], error: string | null): number;
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

  start({ id, values, request }: DesignPoint, worker: number): RunningAttempt {
    const command = repeatCommand(request);
    const startedAt = new Date().toISOString();
    const started = performance.now();
    return {
      command,
      end: (status, error) => {
        const seconds = (performance.now() - started) / 1000;
        const attempt = (this.#tried.get(id) ?? 0) + 1;
        this.#tried.set(id, attempt);
        this.#store.addAttempt({ id, values, attempt, worker: `${this.#host}/${worker}`, startedAt, seconds, status, error, command });
        return seconds;
      },
    };
  }
}

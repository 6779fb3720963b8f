import { repeatCommand } from "../execute/repeat-command.ts";
import type { DonePoint, FailedPoint } from "../execute/sweep-event.ts";
import type { DesignPoint } from "../point.ts";
import type { Attempt, Row } from "../row.ts";
import type { PointQueues } from "./point-queue.ts";
import type { StoredResults } from "./stored-results.ts";

/** Points that are asked about at a time. */
const batchPoints = 1000;

/** Points that ended since they were last asked about. */
export interface EndedPoints {
  readonly done: readonly DonePoint[];
  readonly failed: readonly FailedPoint[];
}

/** Points of a queue that somebody runs somewhere, and what has become of them. */
export class FollowedPoints {
  readonly #results: StoredResults;
  readonly #queues: PointQueues;
  readonly #name: string;
  readonly #left: Map<string, DesignPoint>;

  constructor(name: string, points: readonly DesignPoint[], { results, queues }: { readonly results: StoredResults; readonly queues: PointQueues }) {
    this.#name = name;
    this.#results = results;
    this.#queues = queues;
    this.#left = new Map(points.map((point) => [point.id, point]));
  }

  /** Those that have not ended. */
  get left(): number {
    return this.#left.size;
  }

  /** Asks about those whose turn it is: the first ones in the queue, later the others. */
  async look(): Promise<EndedPoints> {
    const batch = [...this.#left.values()].slice(0, batchPoints);
    const ids = batch.map(({ id }) => id);
    const rows = await this.#results.rowsOf(ids);
    const done = new Map(rows.map((row) => [row.id, row]));
    const aside = new Set((await this.#queues.setAside(this.#name, ids)).filter((id) => !done.has(id)));
    const ended = batch.filter(({ id }) => done.has(id) || aside.has(id));
    const attempts = ended.length === 0 ? new Map<string, Attempt>() : await this.#results.lastAttempts(ended.map(({ id }) => id));
    for (const { id } of batch) this.#left.delete(id);
    for (const point of batch) if (!done.has(point.id) && !aside.has(point.id)) this.#left.set(point.id, point);
    return {
      done: ended.filter(({ id }) => done.has(id)).map(({ id }) => donePoint(done.get(id)!, attempts.get(id))),
      failed: ended.filter(({ id }) => aside.has(id)).map((point) => failedPoint(point, attempts.get(point.id))),
    };
  }
}

function donePoint({ id, values, figures }: Row, attempt: Attempt | undefined): DonePoint {
  return { id, values, figures, seconds: attempt?.seconds ?? 0 };
}

/** A worker that is killed writes no attempt down. */
function failedPoint({ id, values, request }: DesignPoint, attempt: Attempt | undefined): FailedPoint {
  const error = attempt?.status === "failed" ? attempt.error : null;
  return { id, values, error: error ?? "whichever worker took it ended without a word", command: repeatCommand(request) };
}

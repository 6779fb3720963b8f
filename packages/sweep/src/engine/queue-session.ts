import { setTimeout as sleep } from "node:timers/promises";
import * as Effect from "effect/Effect";
import type { PersistedQueue } from "effect/persistence/PersistedQueue";
import type { Database } from "./database.ts";
import { isPassing } from "./database-mistake.ts";
import { openQueue, type PointQueues } from "./point-queue.ts";
import type { QueuedPoint } from "./queued-point.ts";
import type { QueueSlot } from "./queue-slot.ts";

/** Points under way have this long to finish after an abort. */
const graceMs = 400;

/** How often it is asked whether a queue has points left. */
const lookMs = 500;

/** What a session works with. */
export interface SessionSetting {
  readonly database: Database;
  readonly queues: PointQueues;
  readonly slots: readonly QueueSlot[];
  /** When it is aborted, points under way are given a moment to finish, and are given back then. */
  readonly signal: AbortSignal;
}

/**
 * Takes points of one queue, as many at a time as there are slots, until it has none: those that others have under way, or that
 * wait for another try, are waited for, since they may come back.
 *
 * @throws {LnsimError} when a point cannot be run here or the server stays away; leases are given back.
 */
export async function workOnQueue(name: string, setting: SessionSetting): Promise<void> {
  const { database, queues, slots, signal } = setting;
  const session = new Session(signal);
  const settings = await queues.settings();
  const effect = Effect.scoped(
    Effect.gen(function* () {
      const queue = yield* openQueue(name, settings);
      yield* Effect.all(slots.map((slot) => takePoints(queue, slot, session)), { concurrency: "unbounded", discard: true });
    }),
  );
  const working = database.run(unlessAway(effect), session.end.signal).catch((error: unknown) => session.fail(error)).finally(() => session.end.abort());
  const looking = endWhenEmpty(name, queues, session).catch((error: unknown) => session.fail(error));
  await Promise.all([working, looking]);
  await Promise.all(slots.map((slot) => slot.settled()));
  session.close();
  if (session.error !== undefined) throw session.error;
}

/** Whether a session goes on, and why it ended. */
class Session {
  readonly end = new AbortController();
  readonly #stop: AbortSignal;
  readonly #onStop = (): void => {
    if (this.running === 0) this.end.abort();
    else this.#grace = setTimeout(() => this.end.abort(), graceMs);
  };
  /** Points under way. */
  running = 0;
  #grace: NodeJS.Timeout | undefined;
  error: unknown;

  constructor(stop: AbortSignal) {
    this.#stop = stop;
    if (stop.aborted) this.end.abort();
    else stop.addEventListener("abort", this.#onStop, { once: true });
  }

  get isOver(): boolean {
    return this.#stop.aborted || this.end.signal.aborted;
  }

  /** The first reason counts; that it was ended is none. */
  fail(error: unknown): void {
    if (!this.end.signal.aborted) this.error ??= error;
    this.end.abort();
  }

  close(): void {
    this.#stop.removeEventListener("abort", this.#onStop);
    clearTimeout(this.#grace);
  }
}

/** One slot's part: a point that fails is left to the queue, which tries it again later or sets it aside. */
function takePoints<R>(queue: PersistedQueue<QueuedPoint, R>, slot: QueueSlot, session: Session) {
  const one = queue.take((point, { attempts }) =>
    Effect.gen(function* () {
      session.running++;
      const end = yield* Effect.tryPromise({ try: (signal) => slot.run(point, { attempt: attempts, signal }), catch: (error) => error }).pipe(
        Effect.ensuring(Effect.sync(() => session.running--)),
        Effect.catch((error) => {
          session.fail(error);
          return Effect.interrupt;
        }),
      );
      if (end === "abandoned") yield* Effect.interrupt;
      return end === "done" ? undefined : yield* Effect.fail("the point failed, as its attempts say");
    }),
  );
  return Effect.whileLoop({ while: () => !session.isOver, body: () => unlessAway(Effect.ignore(one)), step: () => undefined });
}

/** Passes over a server that was away for longer than the queue itself waits: whoever asks it next waits for longer. */
function unlessAway<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A | void, E, R> {
  return Effect.catchDefect(effect, (defect) => (isPassing(defect) ? Effect.void : Effect.die(defect)));
}

async function endWhenEmpty(name: string, queues: PointQueues, session: Session): Promise<void> {
  while (!session.isOver) {
    if ((await queues.waitingIn(name)) === 0) session.end.abort();
    else await sleep(lookMs, undefined, { signal: session.end.signal }).catch(() => undefined);
  }
}

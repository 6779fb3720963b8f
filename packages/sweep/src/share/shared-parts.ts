import type { RunParts } from "@lnsim/simulator";
import type { DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";

/** A part on its way to a worker or from it. */
export interface SentPart {
  readonly kind: keyof RunParts;
  readonly bytes: Uint8Array;
}

/** What kinds of parts are called in a store. */
export const storedAs = { timing: "timing", training: "replay" } as const;

/** The parts of results in a store, for points of this sweep and of those to come, and which of them every worker was sent. */
export class SharedParts {
  readonly #store: ResultStore;
  readonly #sent = new Map<number, { timing: string | null; readonly trainings: Set<string> }>();

  constructor(store: ResultStore) {
    this.#store = store;
  }

  isKnown(kind: keyof RunParts, key: string): boolean {
    return this.#store.part(storedAs[kind], key) !== undefined;
  }

  /** What is known for a point and the worker was not sent yet. A worker forgets the timing of a group when it goes to the next. */
  sendFor(point: DesignPoint, worker: number): readonly SentPart[] {
    const sent = this.#sent.get(worker) ?? { timing: null, trainings: new Set() };
    this.#sent.set(worker, sent);
    const isSent = (kind: keyof RunParts, key: string): boolean => (kind === "timing" ? sent.timing === key : sent.trainings.has(key));
    const parts = partKeys(point).flatMap(([kind, key]) => {
      const bytes = isSent(kind, key) ? undefined : this.#store.part(storedAs[kind], key);
      if (bytes !== undefined && kind === "training") sent.trainings.add(key);
      return bytes === undefined ? [] : [{ kind, bytes }];
    });
    sent.timing = point.timingKey;
    return parts;
  }

  /** Keeps what a worker has found at a point. */
  add(point: DesignPoint, { kind, bytes }: SentPart): void {
    const key = kind === "timing" ? point.timingKey : point.replayKey;
    if (key !== null) this.#store.addPart(storedAs[kind], key, bytes);
  }

  /** A worker that was started anew knows nothing. */
  forget(worker: number): void {
    this.#sent.delete(worker);
  }
}

/** The parts that a point needs, and the keys that others have them under. */
export function partKeys({ timingKey, replayKey }: DesignPoint): readonly (readonly [kind: keyof RunParts, key: string])[] {
  return [["timing", timingKey], ...(replayKey === null ? [] : [["training", replayKey] as const])];
}

import type { RunParts } from "@lnsim/simulator";
import type { DesignPoint } from "../point.ts";
import type { ResultStore } from "../result-store.ts";

/** A part on its way to a worker or from it. */
export interface SentPart {
  readonly kind: keyof RunParts;
  readonly bytes: Uint8Array;
}

const storeKinds = { timing: "timing", training: "replay" } as const;

/** The parts that points of one sweep share: what is kept of them, and what every worker was sent. */
export class SharedParts {
  readonly #store: ResultStore;
  readonly #points = new Map<string, number>();
  readonly #sent = new Map<number, { timing: string | null; readonly trainings: Set<string> }>();

  /** @param points all of the sweep, known ones too: a part is kept only where several may have it */
  constructor(store: ResultStore, points: readonly DesignPoint[]) {
    this.#store = store;
    for (const point of points) for (const [, key] of partKeys(point)) this.#points.set(key, (this.#points.get(key) ?? 0) + 1);
  }

  isKnown(kind: keyof RunParts, key: string): boolean {
    return this.#isShared(key) && this.#store.part(storeKinds[kind], key) !== undefined;
  }

  /** What is known for a point and the worker was not sent yet. A worker forgets the timing of a group when it goes to the next. */
  sendFor(point: DesignPoint, worker: number): readonly SentPart[] {
    const sent = this.#sent.get(worker) ?? { timing: null, trainings: new Set() };
    this.#sent.set(worker, sent);
    const isSent = (kind: keyof RunParts, key: string): boolean => (kind === "timing" ? sent.timing === key : sent.trainings.has(key));
    const parts = partKeys(point).flatMap(([kind, key]) => {
      const bytes = isSent(kind, key) || !this.#isShared(key) ? undefined : this.#store.part(storeKinds[kind], key);
      if (bytes !== undefined && kind === "training") sent.trainings.add(key);
      return bytes === undefined ? [] : [{ kind, bytes }];
    });
    sent.timing = point.timingKey;
    return parts;
  }

  /** Keeps what a worker has found at a point. */
  add(point: DesignPoint, { kind, bytes }: SentPart): void {
    const key = kind === "timing" ? point.timingKey : point.replayKey;
    if (key !== null && this.#isShared(key)) this.#store.addPart(storeKinds[kind], key, bytes);
  }

  /** A worker that was started anew knows nothing. */
  forget(worker: number): void {
    this.#sent.delete(worker);
  }

  #isShared(key: string): boolean {
    return (this.#points.get(key) ?? 0) > 1;
  }
}

/** The parts that a point needs, and the keys that others have them under. */
export function partKeys({ timingKey, replayKey }: DesignPoint): readonly (readonly [kind: keyof RunParts, key: string])[] {
  return [["timing", timingKey], ...(replayKey === null ? [] : [["training", replayKey] as const])];
}

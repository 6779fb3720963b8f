import type { RunParts } from "@lnsim/simulator";
import type { DesignPoint } from "../point.ts";
import { partKeys } from "./shared-parts.ts";

/** Points that need the same parts. */
type Bucket = DesignPoint[];

/**
 * Which point a worker takes next, so that no part is found twice: a worker stays with the points of one timing; a part that
 * is being found is waited for as long as there is anything else to do. A part that its first point did not leave, since it
 * failed or has none, is waited for by nobody.
 */
export class Schedule {
  /** By timing key, then by replay key, in the order of the points. */
  readonly #groups = new Map<string, Map<string | null, Bucket>>();
  /** Parts that were found or tried. */
  readonly #settled = new Set<string>();
  /** Parts that are being found. */
  readonly #pending = new Set<string>();
  /** The group that each worker is in. */
  readonly #held = new Map<number, string>();
  #left = 0;

  constructor(points: readonly DesignPoint[], isKnown: (kind: keyof RunParts, key: string) => boolean) {
    const looked = new Set<string>();
    for (const point of points) {
      for (const [kind, key] of partKeys(point)) {
        if (!looked.has(key) && isKnown(kind, key)) this.#settled.add(key);
        looked.add(key);
      }
      this.#add(point);
    }
  }

  /** Points that nobody has taken. */
  get left(): number {
    return this.#left;
  }

  /** Takes a point; undefined when there is none at the moment: ask again when another point has ended. */
  take(worker: number): DesignPoint | undefined {
    const bucket = this.#bucketFor(worker);
    const point = bucket?.shift();
    if (point === undefined) return undefined;
    this.#left--;
    this.#held.set(worker, point.timingKey);
    for (const [, key] of partKeys(point)) if (!this.#settled.has(key)) this.#pending.add(key);
    this.#removeEmpty(point, bucket!);
    return point;
  }

  /** A point that was taken has ended, one way or another. */
  end(point: DesignPoint): void {
    for (const [, key] of partKeys(point)) {
      this.#pending.delete(key);
      this.#settled.add(key);
    }
  }

  #add(point: DesignPoint): void {
    const group = this.#groups.get(point.timingKey) ?? new Map<string | null, Bucket>();
    this.#groups.set(point.timingKey, group);
    const bucket = group.get(point.replayKey) ?? [];
    group.set(point.replayKey, bucket);
    bucket.push(point);
    this.#left++;
  }

  /** Of the worker's own group, else of one that nobody is in, else of any. */
  #bucketFor(worker: number): Bucket | undefined {
    const own = this.#held.get(worker);
    const ofOwn = own === undefined ? undefined : this.#readyIn(own);
    if (ofOwn !== undefined) return ofOwn;
    const taken = new Set(this.#held.values());
    let other: Bucket | undefined;
    for (const timing of this.#groups.keys()) {
      const ready = this.#readyIn(timing);
      if (ready !== undefined && !taken.has(timing)) return ready;
      other ??= ready;
    }
    return other;
  }

  #readyIn(timing: string): Bucket | undefined {
    if (this.#pending.has(timing)) return undefined;
    for (const [replay, bucket] of this.#groups.get(timing) ?? []) if (replay === null || !this.#pending.has(replay)) return bucket;
    return undefined;
  }

  #removeEmpty({ timingKey, replayKey }: DesignPoint, bucket: Bucket): void {
    if (bucket.length > 0) return;
    const group = this.#groups.get(timingKey)!;
    group.delete(replayKey);
    if (group.size === 0) this.#groups.delete(timingKey);
  }
}

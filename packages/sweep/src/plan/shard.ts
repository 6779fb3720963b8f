import { LnsimError } from "@lnsim/contracts";
import type { DesignPoint } from "../point.ts";

/** One of `count` shares of a sweep; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The shard that a text such as "2/8" names. @throws {LnsimError} code "invalid-value" for any other text */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count && Number.isSafeInteger(count)) return { index, count };
  throw new LnsimError({ code: "invalid-value", message: "that is no share of a sweep", path: "--shard", found: text, expected: "I/N, such as 2/8: the second of eight shares" });
}

/**
 * The points of one shard. Every point is in one of the shards, and their sizes differ by one at most; which one it is in
 * depends on the points alone, not on their order. Points of one training, and then of one timing, stay together, so that
 * at most `count` - 1 of each are found in two shards.
 */
export function shardOf<Point extends Pick<DesignPoint, "id" | "timingKey" | "replayKey">>(points: readonly Point[], { index, count }: Shard): readonly Point[] {
  const sorted = points.toSorted((a, b) => compare(a.replayKey ?? "", b.replayKey ?? "") || compare(a.timingKey, b.timingKey) || compare(a.id, b.id));
  const end = (shard: number): number => Math.floor((shard * points.length) / count);
  return sorted.slice(end(index - 1), end(index));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseShard, shardOf } from "./shard.ts";

const key = fc.integer({ min: 0, max: 5 }).map((number) => `k${number}`);
const points = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), timingKey: key, replayKey: fc.option(key) }), { selector: ({ id }) => id, maxLength: 60 });

function shards<Point extends Parameters<typeof shardOf>[0][number]>(all: readonly Point[], count: number): (readonly Point[])[] {
  return Array.from({ length: count }, (_, i) => shardOf(all, { index: i + 1, count }));
}

test("shards have every point once, in sizes that differ by one, in whatever order the points come", () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 12 }), (all, count) => {
      const parts = shards(all, count);
      expect(parts.flat().map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      const sizes = parts.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(shards(all.toReversed(), count)).toEqual(parts);
    }),
    { seed: 1 },
  );
});

test("trainings are split by the borders of shards alone, and so are timings where nothing is trained", () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 12 }), fc.boolean(), (all, count, trains) => {
      const trained = all.map((point) => ({ ...point, replayKey: trains ? (point.replayKey ?? "k0") : null }));
      const keyOf = ({ timingKey, replayKey }: (typeof trained)[number]): string => replayKey ?? timingKey;
      const found = shards(trained, count).reduce((sum, part) => sum + new Set(part.map(keyOf)).size, 0);
      expect(found).toBeLessThanOrEqual(new Set(trained.map(keyOf)).size + count - 1);
    }),
    { seed: 2 },
  );
});

test("a shard is written as its number and how many there are", () => {
  expect([parseShard("2/8"), parseShard("1/1")]).toEqual([{ index: 2, count: 8 }, { index: 1, count: 1 }]);
});

test.each(["0/8", "9/8", "2", "2/0", "a/b", "1/8/2", "-1/8", "1.5/2", "", "1/99999999999999999999"])("refuses %j", (text) => {
  expect(() => parseShard(text)).toThrow(expect.objectContaining({ code: "invalid-value", path: "--shard", found: text }));
});

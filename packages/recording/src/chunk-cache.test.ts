import { expect, test } from "vitest";
import type { Chunk } from "./chunk.ts";
import { ChunkCache } from "./chunk-cache.ts";

/** A chunk of 80 bytes. */
const chunk = (): Chunk => ({ starts: new Int32Array(0), cycle: new Float64Array(10), lag: new Int32Array(0), value: new Int32Array(0), n: new Float64Array(0) });

test("the chunks that were used last are kept, as many as fit", () => {
  const cache = new ChunkCache(400);
  const decoded: number[] = [];
  const sources = Array.from({ length: 6 }, (_, index) => cache.add(() => (decoded.push(index), chunk())));
  for (const index of [0, 1, 2, 3, 4]) sources[index]!.load();
  sources[0]!.load();
  expect(decoded).toEqual([0, 1, 2, 3, 4]);
  sources[5]!.load();
  for (const index of [0, 5]) sources[index]!.load();
  expect(decoded).toEqual([0, 1, 2, 3, 4, 5]);
  sources[1]!.load();
  expect(decoded).toEqual([0, 1, 2, 3, 4, 5, 1]);
});

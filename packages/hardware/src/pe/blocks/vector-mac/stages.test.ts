import { expect, test } from "vitest";
import { stagesAt, vectorMacStages } from "./stages.ts";

const occupied = (cycle: number, latency: number, count = 1) =>
  stagesAt([{ from: 10, count }], cycle, latency).map(({ vectors }) => vectors.map(({ vector }) => vector));

test("a vector is in one stage after the other, from the cycle it is accepted in to the one before its result", () => {
  expect(occupied(9, 6).flat()).toEqual([]);
  for (const [index] of vectorMacStages.entries()) expect(occupied(10 + index, 6).findIndex((vectors) => vectors.length > 0)).toBe(index);
  expect(occupied(16, 6).flat()).toEqual([]);
});

test("a full pipeline has six vectors in six stages, the oldest accumulating", () => {
  expect(occupied(17, 6, 16)).toEqual([[7], [6], [5], [4], [3], [2]]);
});

test("two runs follow each other", () => {
  const history = [
    { from: 10, count: 2 },
    { from: 14, count: 2 },
  ];
  const places = stagesAt(history, 15, 6).map(({ vectors }) => vectors);
  expect(places).toEqual([[{ run: 1, vector: 1 }], [{ run: 1, vector: 0 }], [], [], [{ run: 0, vector: 1 }], [{ run: 0, vector: 0 }]]);
});

test.each([1, 3, 6, 7, 12, 20])("with a latency of %i a vector is somewhere in exactly the cycles before its result", (latency) => {
  for (let cycle = 8; cycle < 12 + latency; cycle++) {
    const isInside = cycle >= 10 && cycle < 10 + latency;
    expect(occupied(cycle, latency).flat().length > 0).toBe(isInside);
  }
});

test("a shorter pipeline lets stages share a cycle, a longer one holds several vectors in a stage", () => {
  expect(occupied(11, 3)).toEqual([[], [], [0], [0], [], []]);
  expect(occupied(30, 12, 40)[0]).toEqual([19, 20]);
});

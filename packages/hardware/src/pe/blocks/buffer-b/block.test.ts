import fc from "fast-check";
import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { bufferB } from "./block.ts";

const wgrad = 3;

function stream(portBits: number, vectors: number, vectorBits: number, exact: "burst" | "cycle" = "burst") {
  return runBench({ kind: bufferB, initial: { portBits }, inputs: { stream: [{ at: 5, words: [vectors, vectorBits, 1, wgrad] }] }, exact, cycles: 200 });
}

test("a vector as wide as the port leaves every cycle", () => {
  const result = stream(256, 16, 256);
  expect(cyclesOf(result, "vectors")).toEqual(Array.from({ length: 16 }, (_, vector) => 6 + vector));
  expect(result.responses["vectors"]!.map(({ words }) => words[0])).toEqual(Array.from({ length: 16 }, (_, vector) => vector));
  expect(cyclesOf(result, "freed")).toEqual([21]);
  expect(result.counters["read.wgrad"]).toBe(16);
});

test("a narrow vector leaves every cycle too, and packed words are read once", () => {
  const result = stream(256, 16, 96);
  expect(cyclesOf(result, "vectors")).toEqual(Array.from({ length: 16 }, (_, vector) => 6 + vector));
  expect(result.counters["read.wgrad"]).toBe(6);
});

test("a wide vector leaves with its last word", () => {
  expect(cyclesOf(stream(256, 4, 1024), "vectors")).toEqual([9, 13, 17, 21]);
  expect(cyclesOf(stream(256, 4, 384), "vectors")).toEqual([7, 8, 10, 11]);
  expect(cyclesOf(stream(256, 4, 384), "freed")).toEqual([11]);
});

test("a burst equals single cycles", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 99 }), (portBits, vectors, vectorBits) => {
      expect(stream(portBits, vectors, vectorBits, "burst")).toEqual(stream(portBits, vectors, vectorBits, "cycle"));
    }),
    { seed: 4, numRuns: 60 },
  );
});

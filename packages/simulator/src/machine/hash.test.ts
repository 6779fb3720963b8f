import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalHash } from "./hash.ts";

test("the order of keys does not matter, everything else does", () => {
  expect(canonicalHash({ a: 1, b: { c: [1, 2], d: "x" } })).toBe(canonicalHash({ b: { d: "x", c: [1, 2] }, a: 1 }));
  expect(canonicalHash({ a: [1, 2] })).not.toBe(canonicalHash({ a: [2, 1] }));
  expect(canonicalHash({ a: 1 })).not.toBe(canonicalHash({ a: "1" }));
});

test("data that JSON reads back has the same hash", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => canonicalHash(value) === canonicalHash(JSON.parse(JSON.stringify(value)))),
    { seed: 1, numRuns: 200 },
  );
});

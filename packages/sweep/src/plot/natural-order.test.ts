import { expect, test } from "vitest";
import { compareNaturally } from "./natural-order.ts";

test("numbers within texts are ordered by size, the rest by its characters", () => {
  const sorted = ["fp8-e4m3", "int8", "lns8", "lns10", "lns10:a", "lns16"];
  expect(sorted.toReversed().toSorted(compareNaturally)).toEqual(sorted);
  expect(["0.5", "0.25", "08", "8"].toSorted(compareNaturally)).toEqual(["0.5", "0.25", "08", "8"]);
  expect(compareNaturally("a1", "a1")).toBe(0);
});

import { expect, test } from "vitest";
import { compareStandings, standingsOf } from "./rank.ts";

test("fronts are peeled off one after the other; what failed stands behind all", () => {
  const standings = standingsOf([[1, 4], [2, 2], [4, 1], [3, 3], [5, 5], null]);
  expect(standings.map(({ rank }) => rank)).toEqual([0, 0, 0, 1, 2, Infinity]);
});

test("crowding is the sides of the box between neighbours, in spans of the front", () => {
  const standings = standingsOf([[0, 10], [1, 6], [4, 2], [10, 0]]);
  expect(standings.map(({ crowding }) => crowding)).toEqual([Infinity, 0.4 + 0.8, 0.9 + 0.6, Infinity]);
});

test("a lower rank is better, then more room", () => {
  const [crowded, roomy, worse] = [{ rank: 0, crowding: 1 }, { rank: 0, crowding: 2 }, { rank: 1, crowding: Infinity }];
  expect([worse, crowded, roomy].toSorted(compareStandings)).toEqual([roomy, crowded, worse]);
});

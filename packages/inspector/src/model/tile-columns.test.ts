import { expect, test } from "vitest";
import { tileEdges, tileScale } from "./tile-columns.ts";

const a = { op: { from: 100, to: 160 }, tiles: [{ job: 0, from: 90, to: 118 }, { job: 1, from: 120, to: 140 }, { job: 1, from: 140, to: 160 }] };
const b = { op: { from: 0, to: 33 }, tiles: [{ job: 0, from: 0, to: 10 }, { job: 1, from: 10, to: 20 }, { job: 1, from: 21, to: 33 }] };

test("several columns to a tile, as many in both runs, none of them empty", () => {
  const scale = tileScale([a, b], 8);
  expect(scale).toEqual({ tilesPerColumn: 1, columnsPerTile: 2 });
  expect([...tileEdges(a, scale)]).toEqual([100, 110, 120, 130, 140, 150, 160]);
  expect([...tileEdges(b, scale)]).toEqual([0, 5, 10, 15, 21, 27, 33]);
  expect(tileScale([a, b], 1000).columnsPerTile).toBe(10);
});

test("several tiles to a column where there are more of them", () => {
  const scale = tileScale([a, b], 2);
  expect(scale).toEqual({ tilesPerColumn: 2, columnsPerTile: 1 });
  expect([...tileEdges(a, scale)]).toEqual([100, 140, 160]);
  expect([...tileEdges(b, scale)]).toEqual([0, 21, 33]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point } from "./chart.ts";
import { boxOf, overlap, placeLabels } from "./label-places.ts";

const frame = { left: 0, right: 600, top: 0, bottom: 400 };

test("a label stands right of its point where there is room, and left of it at the right edge", () => {
  expect(placeLabels([{ text: "first", at: [100, 100] }], [[100, 100]], frame)).toEqual([{ text: "first", anchor: "start", x: 108, y: 100 }]);
  expect(placeLabels([{ text: "last", at: [590, 100] }], [[590, 100]], frame)[0]!.anchor).toBe("end");
});

test("labels of a few points cover neither each other nor a point, and stay inside", () => {
  const spread = fc.uniqueArray(fc.record({ column: fc.integer({ min: 1, max: 4 }), row: fc.integer({ min: 1, max: 6 }) }), { maxLength: 8, selector: ({ column, row }) => `${column} ${row}` });
  fc.assert(
    fc.property(spread, (cells) => {
      const points = cells.map(({ column, row }): Point => [column * 120, row * 55]);
      const boxes = placeLabels(points.map((at) => ({ text: "lns8 remainder", at })), points, frame).map(boxOf);
      for (const [i, box] of boxes.entries()) {
        for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(0);
        for (const [x, y] of points) expect(overlap(box, { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 })).toBe(0);
        expect(overlap(box, frame)).toBeCloseTo((box.right - box.left) * (box.bottom - box.top));
      }
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("points at one place have their labels one above the other", () => {
  const labels = placeLabels(["a", "b", "c"].map((text) => ({ text: `${text}${text}${text}`, at: [300, 200] as const })), [[300, 200]], frame);
  expect(new Set(labels.map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
});

test("labels that have no room are left out", () => {
  const crowd = Array.from({ length: 40 }, (_, i): Point => [300 + (i % 8) * 6, 200 + Math.floor(i / 8) * 6]);
  const placed = placeLabels(crowd.map((at) => ({ text: "crowded", at })), crowd, frame);
  expect(placed.length).toBeGreaterThan(3);
  expect(placed.length).toBeLessThan(20);
});

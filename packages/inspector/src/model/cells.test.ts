import fc from "fast-check";
import { expect, test } from "vitest";
import { toySession } from "../testing/toy-session.ts";
import { laneCell } from "../views/timeline/lane-cell.ts";
import { dominating, lanesOf, sharesOf, stallShare, type Lane } from "./cells.ts";
import { columnOf, edgesOf, laneGeometry, runGeometry } from "./lane-geometry.ts";
import { firstCause, idleCategory, workCategory } from "./palette.ts";
import { studyOf } from "./study.ts";

const study = studyOf(toySession());

test("every zoom is exact: columns add up to the cycles of the window, and to those of any other cut of it", () => {
  const blocks = study.tree.nodes.get("pe0")!.blocks;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7000 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 220 }), (from, cyclesPerColumn, width) => {
      const geometry = laneGeometry(study.timeline, { window: { from, cyclesPerColumn }, cursor: from }, width);
      const [lane] = lanesOf(study, [blocks], edgesOf(geometry));
      const [whole] = lanesOf(study, [blocks], Float64Array.of(geometry.from, geometry.to));
      for (let category = 0; category < lane.categories; category++) {
        let sum = 0;
        for (let column = 0; column < lane.columns; column++) sum += lane.cycles[column * lane.categories + category];
        expect(sum).toBe(whole.cycles[category]);
      }
      expect(sharesOf(lane).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }),
    { seed: 2, numRuns: 60 },
  );
});

test("the cursor is on screen wherever it is, and where it is decides what is on screen", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7102 }), fc.integer({ min: 0, max: 7102 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 40, max: 220 }), (cursor, from, cyclesPerColumn, width) => {
      const geometry = laneGeometry(study.timeline, { window: { from, cyclesPerColumn }, cursor }, width);
      expect(columnOf(geometry, cursor)).toBeGreaterThanOrEqual(0);
      expect(columnOf(geometry, cursor)).toBeLessThan(geometry.filled);
      expect(geometry.to - geometry.from).toBeLessThanOrEqual(geometry.columns * geometry.cyclesPerColumn);
      // A cursor in the window as it was placed does not move it.
      const home = laneGeometry(study.timeline, { window: { from, cyclesPerColumn }, cursor: Math.min(7102, from) }, width);
      if (from < home.to && cursor >= home.from && cursor < home.to && home.from <= from) expect(geometry.from).toBe(home.from);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test("the whole run is in its columns, the last one narrower", () => {
  const geometry = runGeometry(study.timeline, 80);
  expect([geometry.from, geometry.to, geometry.cyclesPerColumn]).toEqual([0, 7103, 123]);
  expect(edgesOf(geometry).at(-1)! - edgesOf(geometry).at(-2)!).toBe(7103 - 57 * 123);
});

test("a cell tells whether what it shows is all of it", () => {
  const categories = firstCause + study.palette.causes.length;
  const cell = (shares: Readonly<Record<number, number>>) => {
    const cycles = Float64Array.from({ length: categories }, (_, category) => shares[category] ?? 0);
    const lane: Lane = { columns: 1, categories, cycles, totals: Float64Array.of(100) };
    return laneCell(study.palette, lane, 0);
  };
  const memory = firstCause + study.palette.causes.findIndex(({ cause }) => cause === "memory");
  expect(cell({ [workCategory]: 100 })).toEqual({ character: "█", style: "work" });
  expect(cell({ [workCategory]: 99, [memory]: 1 })).toEqual({ character: "▇", style: "work" });
  expect(cell({ [memory]: 100 })).toEqual({ character: "M", style: "stall0" });
  expect(cell({ [memory]: 51, [workCategory]: 49 })).toEqual({ character: "m", style: "mixed0" });
  expect(cell({ [idleCategory]: 100 })).toEqual({ character: " ", style: "idle" });
  expect(cell({ [idleCategory]: 60, [memory]: 40 })).toEqual({ character: "·", style: "idle" });
});

test("shares of stalls leave work and idleness out", () => {
  const shares = new Float64Array(firstCause + study.palette.causes.length);
  shares.set([0.5, 0.2, 0.2, 0.1]);
  expect(stallShare(shares)).toBeCloseTo(0.3, 12);
  expect(dominating({ columns: 1, categories: shares.length, cycles: shares, totals: Float64Array.of(1) }, 0)).toEqual({ category: workCategory, share: 0.5 });
});

import { expect, test } from "vitest";
import { gridRows, rowOf } from "./rows.fixture.ts";
import { sensitivityOf } from "./sensitivity.ts";

/** A figure of every pair of values 0..3 of two axes. */
function pairs(figure: (a: number, b: number) => number | null) {
  return Array.from({ length: 16 }, (_, i) => rowOf({ a: i >> 2, b: i & 3 }, { macs: figure(i >> 2, i & 3) }));
}

test("of a sum on a full grid the shares are those of the variances, and nothing is left", () => {
  const [first, second] = sensitivityOf(pairs((a, b) => 10 + a + 3 * b), "macs");
  expect(first).toMatchObject({ axis: "b", range: 9 });
  expect(first!.share).toBeCloseTo(0.9, 12);
  expect(second!.share).toBeCloseTo(0.1, 12);
  expect(second!.groups.map(({ mean }) => mean)).toEqual([14.5, 15.5, 16.5, 17.5]);
});

test("interaction is no axis' share", () => {
  const effects = sensitivityOf(pairs((a, b) => (a - 1.5) * (b - 1.5)), "macs");
  expect(effects.map(({ share }) => share)).toEqual([0, 0]);
});

test("an axis that does nothing has share 0, a figure that never changes has none", () => {
  expect(sensitivityOf(pairs((a) => a), "macs").map(({ axis, share }) => [axis, share])).toEqual([["a", 1], ["b", 0]]);
  expect(sensitivityOf(pairs(() => 3), "macs").map(({ share }) => share)).toEqual([null, null]);
});

test("rows without the figure and axes that do not vary are left out", () => {
  const effects = sensitivityOf(pairs((a, b) => (a === 0 ? null : b)), "macs");
  expect(effects[0]!.groups.map(({ rows }) => rows)).toEqual([3, 3, 3, 3]);
  expect(sensitivityOf(gridRows().map(({ values, figures }) => rowOf({ ...values, fixed: 1 }, figures)), "cycles.perStep").map(({ axis }) => axis)).not.toContain("fixed");
});

test("sampled values are grouped, so that noise explains little", () => {
  const rows = Array.from({ length: 100 }, (_, i) => rowOf({ random: (i * 37) % 101, other: i }, { macs: (i * 61) % 97 }));
  const [random] = sensitivityOf(rows, "macs").filter(({ axis }) => axis === "random");
  expect(random!.groups).toHaveLength(10);
  expect(random!.share).toBeLessThan(0.3);
  expect(sensitivityOf(rows.map(({ values, figures }) => rowOf({ random: values["random"]! }, figures)), "macs")[0]!.share).toBe(1);
});

import { expect, test } from "vitest";
import { diffRows } from "./diff.ts";
import { gridRows, rowOf } from "./rows.fixture.ts";

const rows = gridRows();

test("a set of rows does not differ from itself", () => {
  expect(diffRows(rows, rows)).toEqual({ onlyInA: [], onlyInB: [], changed: [], same: 24, reidentified: 0 });
});

test("rows of one side alone, and figures that differ by more than is tolerated", () => {
  const a = [rowOf({ n: 1 }, { macs: 100, "cycles.total": 7 }), rowOf({ n: 2 }, {}), rowOf({ n: 3 }, { macs: null })];
  const b = [rowOf({ n: 1 }, { macs: 101, "cycles.total": 7 }), rowOf({ n: 3 }, { macs: 4 }), rowOf({ n: 4 }, {})];
  const { onlyInA, onlyInB, changed, same } = diffRows(a, b);
  expect([onlyInA, onlyInB, same]).toEqual([[a[1]], [b[2]], 0]);
  expect(changed.map(({ figures }) => figures)).toEqual([[{ name: "macs", a: 100, b: 101, relative: 1 / 101 }], [{ name: "macs", a: null, b: 4, relative: null }]]);
  expect(diffRows(a, b, 0.01).changed).toHaveLength(1);
  expect(diffRows(a, b, 0.0098).changed).toHaveLength(2);
});

test("designs are found again under other ids, unless it is not clear which is which", () => {
  const later = rows.map((row) => ({ ...row, id: `later ${row.id}`, values: Object.fromEntries(Object.entries(row.values).toReversed()) }));
  expect(diffRows(rows, later)).toMatchObject({ same: 24, reidentified: 24, onlyInA: [], onlyInB: [] });
  const twins = [rowOf({ n: 1 }, {}, { id: "a" }), rowOf({ n: 1 }, {}, { id: "b" })];
  expect(diffRows(twins, [rowOf({ n: 1 }, {}, { id: "c" })])).toMatchObject({ same: 0, onlyInA: twins });
});

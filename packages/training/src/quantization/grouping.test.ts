import { expect, test } from "vitest";
import { gradientGrouping, Groups, operandGrouping, type GroupKind } from "./grouping.ts";

/** Which group each element belongs to, by the definition of the kind. */
function definition(kind: GroupKind, rows: number, columns: number, vectorSize: number): number[] {
  const rowVectors = Math.ceil(columns / vectorSize);
  const of = (row: number, column: number): number => {
    if (kind === "tensor") return 0;
    if (kind === "rows") return row;
    if (kind === "columns") return column;
    if (kind === "row-vectors") return row * rowVectors + Math.floor(column / vectorSize);
    return Math.floor(row / vectorSize) * columns + column;
  };
  return Array.from({ length: rows * columns }, (_, i) => of(Math.floor(i / columns), i % columns));
}

function enumerate(groups: Groups): number[] {
  const found = new Array<number>(groups.rows * groups.columns * groups.blocks).fill(-1);
  for (let group = 0; group < groups.count; group++) {
    const start = groups.start(group);
    for (let i = 0; i < groups.length(group); i++) found[start + i * groups.stride] = group;
  }
  return found;
}

test.each<[GroupKind, number, number, number]>([
  ["tensor", 3, 4, 2],
  ["rows", 3, 4, 2],
  ["columns", 3, 4, 2],
  ["row-vectors", 3, 7, 4],
  ["row-vectors", 2, 3, 8],
  ["column-vectors", 7, 3, 4],
  ["column-vectors", 8, 2, 4],
])("%s of a %i x %i matrix, vectors of %i", (kind, rows, columns, vectorSize) => {
  expect(enumerate(new Groups({ kind, vectorSize }, { rows, columns }))).toEqual(definition(kind, rows, columns, vectorSize));
});

test.each<GroupKind>(["rows", "columns", "row-vectors", "column-vectors"])("%s of blocks are those of each block, one after the other", (kind) => {
  const one = new Groups({ kind, vectorSize: 3 }, { rows: 5, columns: 4 });
  const two = new Groups({ kind, vectorSize: 3 }, { rows: 5, columns: 4, blocks: 2 });
  const single = enumerate(one);
  expect(enumerate(two)).toEqual([...single, ...single.map((group) => group + one.count)]);
});

test("a scale never varies along the reduction, but by vectors", () => {
  const rule = (granularity: "tensor" | "channel" | "row" | "vector") => ({ granularity, vectorSize: 16, grid: "float" }) as const;
  expect(["channel", "row"].map((granularity) => operandGrouping(rule(granularity as "row"), "row").kind)).toEqual(["rows", "rows"]);
  expect(["channel", "row"].map((granularity) => operandGrouping(rule(granularity as "row"), "column").kind)).toEqual(["columns", "columns"]);
  expect(operandGrouping(rule("vector"), "column")).toEqual({ kind: "column-vectors", vectorSize: 16 });
  expect([gradientGrouping(rule("channel")).kind, gradientGrouping(rule("row")).kind]).toEqual(["rows", "columns"]);
});

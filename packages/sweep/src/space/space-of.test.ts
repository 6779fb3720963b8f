import { expect, test } from "vitest";
import { pointsOf } from "./points-of.ts";
import { parseSpace } from "./read-space.ts";
import { spaceOf } from "./space-of.ts";

const base = { machine: "systolic", trace: "gemm:64,64,64" };

test("a line is the space of a file of the same axes", async () => {
  const line = await spaceOf({ base, ranges: ["array.rows=8..64*2"], lists: ["dataflow=os,ws"] });
  const file = await parseSpace("machine: systolic\ntrace: gemm:64,64,64\naxes: {array.rows: 8..64*2, dataflow: [os, ws]}\n", { origin: "s.yaml", folder: "." });
  expect(pointsOf(line)).toEqual(pointsOf(file));
  expect(pointsOf(line).points).toHaveLength(8);
});

test("semicolons stand between values that have commas", async () => {
  const { axes } = await spaceOf({ base, ranges: [], lists: ["trace=gemm:8,8,8;gemm:16,16,16", "array.rows=8, 16"] });
  expect(axes.map(({ levels }) => levels)).toEqual([[["gemm:8,8,8"], ["gemm:16,16,16"]], [[8], [16]]]);
});

test.each([
  [{ ranges: ["array.rows"], lists: [] }, { code: "syntax", path: "-P" }],
  [{ ranges: ["array.rows=8,16"], lists: [] }, { code: "syntax", path: "-P array.rows" }],
  [{ ranges: [], lists: ["dataflow=os,"] }, { code: "syntax", path: "-L dataflow" }],
  [{ ranges: [], lists: ["dataflo=os"] }, { code: "unknown-key", path: "-L dataflo", nearest: "dataflow" }],
  [{ ranges: ["array.rows=0..4"], lists: [] }, { code: "invalid-value", path: "-P array.rows", found: "0" }],
  [{ ranges: ["array.rows=8..64*2"], lists: ["array.rows=8"] }, { code: "invalid-combination", path: "-L array.rows" }],
])("%o is refused", async (line, expected) => {
  await expect(spaceOf({ base, ...line })).rejects.toMatchObject(expected);
});

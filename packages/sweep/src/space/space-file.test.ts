import { describe, expect, test } from "vitest";
import { mistakesIn } from "./place.ts";
import { pointsOf } from "./points-of.ts";
import { parseSpace } from "./read-space.ts";

const source = { origin: "s.yaml", folder: import.meta.dirname };
const parse = (text: string) => parseSpace(text, source);
const base = "machine: systolic\ntrace: gemm:64,64,64\n";

const whole = `name: arrays
description: What an array costs.
machine: systolic
trace: gemm:64,64,64
set: { array.protocol: plain }
run: { numerics: off, steps: 1, passes: [fprop] }
axes:
  dataflow: [os, ws]
  array.rows: 8..32*2
  array.columns: { from: 8, to: 64, count: 3, scale: log, when: { dataflow: ws } }
zip:
  - bufferA.sizeBytes: [65536, 131072]
    bufferB.sizeBytes: [4096, 8192]
constraints:
  - require: array.rows * array.columns <= 512
    because: there is no room for more
seeds: [1, 2]
`;

test("a sweep file says what every point starts from, and in what points differ", async () => {
  const space = await parse(whole);
  expect(space).toMatchObject({
    name: "arrays",
    base: { machine: "systolic", trace: "gemm:64,64,64", set: ["array.protocol=plain"], numerics: false, steps: 1, passes: ["fprop"], folder: import.meta.dirname },
    sampling: { kind: "grid" },
  });
  expect(space.axes.map(({ paths, levels }) => [paths.join(), levels.length])).toEqual([
    ["dataflow", 2],
    ["array.rows", 3],
    ["array.columns", 3],
    ["bufferA.sizeBytes,bufferB.sizeBytes", 2],
    ["seed", 2],
  ]);
  expect(space.axes[2]).toMatchObject({ units: ["PE"], levels: [[8], [23], [64]], when: [{ path: "dataflow", values: ["ws"] }], place: "axes.array.columns in s.yaml:10:3" });
});

test("its points are the products of what matters, without what constraints keep out", async () => {
  const { points, excluded } = pointsOf(await parse(whole));
  expect(excluded.map(({ constraint, count }) => [constraint.because, count])).toEqual([["there is no room for more", (1 + 2) * 4]]);
  expect(points).toHaveLength((3 + 9 - 3) * 4);
  expect(points[0]).toEqual({ dataflow: "os", "array.rows": 8, "bufferA.sizeBytes": 65536, "bufferB.sizeBytes": 4096, seed: 1 });
  expect(points.at(-1)).toEqual({ dataflow: "ws", "array.rows": 32, "array.columns": 8, "bufferA.sizeBytes": 131072, "bufferB.sizeBytes": 8192, seed: 2 });
});

test("machines and formats may be axes, with parameters that only some of them have", async () => {
  const space = await parse(
    "trace: gemm:64,64,64\naxes:\n  machine: [systolic, lns-madam]\n  numerics.format: [fp32, lns8]\n  numerics.datapath.lut: {values: [1, 8], when: {numerics.format: lns8}}\n",
  );
  expect(space.base.machine).toBe("systolic");
  expect(pointsOf(space).points).toHaveLength(2 * (1 + 2));
});

describe("mistakes", () => {
  test.each<[string, string, object]>([
    ["an unknown key", `${base}axis: {}\n`, { code: "unknown-key", path: "axis in s.yaml:3:1", nearest: "axes" }],
    ["an unknown path", `${base}axes:\n  array.row: [8]\n`, { code: "unknown-key", path: "axes.array.row in s.yaml:4:3", nearest: "array.rows" }],
    ["the last word of a path", `${base}axes:\n  stagingRows: [8]\n`, { code: "unknown-key", nearest: "ppu.stagingRows" }],
    ["a value out of range", `${base}axes:\n  array.rows: [8, 3000]\n`, { code: "invalid-value", path: "axes.array.rows in s.yaml:4:3", found: "3000", expected: "a whole number from 1 to 1024 (PE)" }],
    ["a range out of range", `${base}axes:\n  array.rows: 8..2048*2\n`, { code: "invalid-value", found: "2048" }],
    ["no choice", `${base}axes:\n  dataflow: [os, sw]\n`, { code: "invalid-value", found: '"sw"', expected: "local-a or os or ws or is" }],
    ["a value twice", `${base}axes:\n  array.rows: [8, 8..16*2]\n`, { code: "invalid-value", path: "axes.array.rows in s.yaml:4:3", found: "8" }],
    ["an empty list", `${base}axes:\n  array.rows: []\n`, { code: "invalid-value", path: "axes.array.rows in s.yaml:4:3" }],
    ["an unknown key of an axis", `${base}axes:\n  array.rows: {from: 1, til: 3}\n`, { code: "unknown-key", path: "axes.array.rows.til in s.yaml:4:25", nearest: "to" }],
    ["half a range", `${base}axes:\n  array.rows: {from: 1}\n`, { code: "invalid-value", path: "axes.array.rows in s.yaml:4:3" }],
    ["groups of two lengths", `${base}zip:\n  - array.rows: [8, 16]\n    array.columns: [8]\n`, { code: "invalid-combination", path: "zip.0 in s.yaml:4:5", found: "array.rows has 2, array.columns has 1" }],
    ["two axes of one path", `${base}axes: {seed: [1]}\nseeds: [2]\n`, { code: "invalid-combination", path: "seeds in s.yaml:4:1" }],
    ["a condition on a later axis", `${base}axes:\n  array.rows: {values: [8], when: {dataflow: os}}\n  dataflow: [os, ws]\n`, { code: "unknown-key", path: "when of axes.array.rows in s.yaml:4:3" }],
    ["a condition that is never met", `${base}axes:\n  dataflow: [os, ws]\n  array.rows: {values: [8], when: {dataflow: is}}\n`, { code: "invalid-value", expected: '"os", "ws"' }],
    ["a constraint that cannot be read", `${base}axes: {array.rows: [8]}\nconstraints:\n  - require: array.rows <\n    because: x\n`, { code: "syntax", path: "constraints.0.require in s.yaml:5:5" }],
    ["a constraint about no axis", `${base}axes: {array.rows: [8]}\nconstraints:\n  - require: array.row < 3\n    because: x\n`, { code: "unknown-key", nearest: "array.rows" }],
    ["a constraint without a reason", `${base}axes: {array.rows: [8]}\nconstraints:\n  - require: array.rows < 3\n`, { code: "invalid-value", expected: "because, the reason of the constraint" }],
    ["two samples", `${base}axes: {array.rows: [8]}\nsample: {random: 1, latin: 2}\n`, { code: "invalid-value", path: "sample in s.yaml:4:1" }],
    ["a run option", `${base}run: {step: 3}\n`, { code: "unknown-key", path: "run.step in s.yaml:3:7", nearest: "steps" }],
    ["a wrong machine", "machine: systolix\ntrace: gemm:1,1,1\naxes: {array.rows: [8]}\n", { code: "unknown-name", path: "machine in s.yaml:1:1", nearest: "systolic" }],
    ["a wrong change of it", `${base}set: {array.row: 3}\n`, { code: "unknown-key", nearest: "array.rows" }],
    ["no trace", "machine: systolic\n", { code: "missing-value", path: "s.yaml:1:1" }],
    ["broken YAML", "axes: [\n", { code: "syntax" }],
    ["a list", "- 1\n", { code: "invalid-value", path: "s.yaml:1:1" }],
  ])("%s", async (_, text, expected) => {
    await expect(parse(text)).rejects.toMatchObject(expected);
  });

  test("are reported together", async () => {
    const error: unknown = await parse(`${base}axes:\n  array.row: [1]\n  array.columns: [0]\n`).catch((thrown: unknown) => thrown);
    expect(mistakesIn(error).map(({ path }) => path)).toEqual(["axes.array.row in s.yaml:4:3", "axes.array.columns in s.yaml:5:3"]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunResult } from "../result/run-result.ts";
import { readResult } from "../result/read-result.ts";
import { run } from "../run/run.ts";
import { compareResults } from "./compare-results.ts";

const trace = "gemm:64,96,128";
let small: RunResult;
let large: RunResult;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-compare-"));
  small = (await run({ machine: "systolic", trace }))!;
  large = (await run({ machine: "systolic", trace, set: ["array.rows=32"] }))!;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("two results", () => {
  test("are compared op by op, pass by pass and in all", () => {
    const { ops, totals, byPass, sameWork, b } = compareResults(small, large);
    expect(sameWork).toBe(true);
    expect(b.changes).toEqual(["array.rows=32"]);
    expect(ops.map(({ name }) => name)).toEqual(small.cycles!.byOp.map(({ name }) => name));
    for (const { name, a, b: other, ratio } of ops) {
      expect(a!.cycles).toBe(small.cycles!.byOp.find((op) => op.name === name)!.cycles);
      expect(ratio).toBe(other!.cycles / a!.cycles);
    }
    expect(totals.cycles).toEqual({ a: small.cycles!.perStep, b: large.cycles!.perStep, ratio: large.cycles!.perStep / small.cycles!.perStep });
    expect(totals.macs.ratio).toBe(1);
    expect(totals.energyPj.a).toBe(small.energy!.totalPj);
    expect(totals.testAccuracy).toEqual({ a: null, b: null, ratio: null });
    expect(byPass["dgrad"]!.b).toBe(large.cycles!.byPass["dgrad"]!.cycles);
  });

  test("of other work are said to be; what one of them alone has is there", async () => {
    const forward = (await run({ machine: "systolic", trace, passes: ["fprop"] }))!;
    const { ops, sameWork, byPass } = compareResults(forward, small);
    expect(sameWork).toBe(false);
    expect(ops[0]).toMatchObject({ name: "gemm.fprop", a: { bound: "compute" }, b: { bound: "compute" }, ratio: 1 });
    expect(ops.slice(1).every(({ a, b, ratio }) => a === null && b !== null && ratio === null)).toBe(true);
    expect(byPass["wgrad"]).toMatchObject({ a: null, ratio: null });
  });

  test("need cycles", () => {
    expect(() => compareResults(small, { ...large, cycles: null, cyclesReason: "no PE" })).toThrow(/the second result has no cycles to compare: no PE/);
  });
});

describe("a result file", () => {
  const read = (content: string): RunResult => {
    writeFileSync(join(folder, "result.json"), content);
    return readResult("result.json", folder);
  };

  test("is read as it was printed", () => {
    expect(read(JSON.stringify(small, null, 2))).toEqual(small);
  });

  test.each<[string, (result: RunResult) => string, object]>([
    ["no JSON", () => "{", { code: "syntax", path: "result.json" }],
    ["other data", () => "[1]", { code: "invalid-value", found: "other data" }],
    ["several seeds", (result) => JSON.stringify({ seeds: [1], runs: [result] }), { found: "runs with several seeds" }],
    ["another version", (result) => JSON.stringify({ ...result, schema: 2 }), { code: "unsupported", path: "schema in result.json", found: "2" }],
    ["a field that was changed", (result) => JSON.stringify({ ...result, cycles: { ...result.cycles, perStep: "many" } }), { code: "invalid-value", path: expect.stringMatching(/^cycles\.perStep in/) }],
    ["a field too many", (result) => JSON.stringify({ ...result, extra: 1 }), { code: "invalid-value", path: "extra in result.json" }],
  ])("with %s is refused", (_what, content, expected) => {
    expect(() => read(content(small))).toThrow(expect.objectContaining(expected));
  });

  test("that is not there is refused", () => {
    expect(() => readResult("none.json", folder)).toThrow(expect.objectContaining({ code: "file-not-found" }));
  });
});

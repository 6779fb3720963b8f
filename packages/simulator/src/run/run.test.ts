import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mlpModel, stepShapes, usefulMacs, vectorInput, writeTrace, type TraceHeader } from "@lnsim/trace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunResult } from "../result/run-result.ts";
import type { RunProgress, RunRequest } from "./run-request.ts";
import { run } from "./run.ts";

let folder: string;
let trace: string;
const stepShapesOfTest = stepShapes(mlpModel([48, 40, 10]), vectorInput(48), { samples: 250, batchSize: 100, epochs: 3 });

/** A shape trace: three epochs of two full batches and a half one. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-run-"));
  trace = join(folder, "shapes.lntrace");
  const header: TraceHeader = {
    schema: 2, name: "shapes", kind: "shape", description: "Shapes.", source: {}, model: [], batchSize: 100, epochs: 3, steps: 9,
    stepShapes: stepShapesOfTest,
  };
  writeTrace(trace, { header, parameters: new Map(), indices: [], recorded: null });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function finish(changes: Partial<RunRequest> = {}): Promise<RunResult> {
  const result = await run({ machine: "lns-madam", trace, ...changes, set: ["training.optimizer=madam", ...(changes.set ?? [])] });
  return result!;
}

async function timed(changes: Partial<RunRequest> = {}): Promise<NonNullable<RunResult["cycles"]>> {
  return (await finish(changes)).cycles!;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("a run of a shape trace", () => {
  test("has cycles and energy, and says why it has no accuracy", async () => {
    const { accuracy, accuracyReason, energy, energyReason } = await finish();
    expect([accuracy, energyReason]).toEqual([null, null]);
    expect(accuracyReason).toContain("shape trace");
    expect(energy!.totalPj).toBeCloseTo(energy!.dynamicPj.high + energy!.staticPj, 6);
  });

  test("counts equal steps once and multiplies them", async () => {
    const cycles = await timed();
    expect(cycles.byStepShape.map(({ batch, count }) => [batch, count])).toEqual([[100, 6], [50, 3]]);
    expect(cycles.total).toBe(sum(cycles.byStepShape.map((shape) => shape.count * shape.cycles)));
    expect(cycles.perStep).toBe(cycles.byStepShape[0]!.cycles);
    expect((await timed({ steps: 1 })).total).toBe(cycles.perStep);
  });

  test("asks for the multiply-accumulates of the trace", async () => {
    const cycles = await timed();
    const asked = sum(stepShapesOfTest[0]!.ops.map(usefulMacs));
    expect(sum(cycles.byOp.map(({ macs }) => macs))).toBe(asked);
  });

  test("accounts for every cycle of every block, op and pass", async () => {
    const cycles = await timed();
    for (const { work, stalls, idle } of cycles.byBlock) {
      expect(sum(Object.values(work)) + sum(Object.values(stalls)) + idle).toBe(cycles.perStep);
    }
    for (const part of [...cycles.byOp, ...Object.values(cycles.byPass)]) {
      expect(part.work + sum(Object.values(part.stalls)) + part.idle).toBe(part.cycles);
      expect(sum(Object.values(part.terms))).toBe(part.cycles);
    }
    expect(sum(Object.values(cycles.byPass).map((pass) => pass.cycles))).toBe(cycles.perStep);
  });

  test("gives no energy to a datapath without a record, and says so", async () => {
    const { energy, area, energyReason } = await finish({ set: ["numerics.format=lns6"] });
    expect([energy, area]).toEqual([null, null]);
    expect(energyReason).toMatch(/record/);
  });

  test("has no cycles for operands that no PE multiplies, and says so", async () => {
    const { cycles, traffic, energy, cyclesReason } = await finish({ set: ["numerics.gradients=lns5"] });
    expect([cycles, traffic, energy]).toEqual([null, null, null]);
    expect(cyclesReason).toMatch(/a PE multiplies one format/);
  });

  test("needs to be told the optimizer, since the trace has none", async () => {
    await expect(run({ machine: "lns-madam", trace })).rejects.toMatchObject({ code: "missing-value", path: "training.optimizer" });
  });
});

describe("a mistake in the request", () => {
  test.each<[Partial<RunRequest>, object]>([
    [{ steps: 0 }, { code: "invalid-value", path: "--steps", expected: "a whole number from 1 to 9" }],
    [{ steps: 10 }, { code: "invalid-value", found: "10" }],
    [{ steps: -1 }, { code: "invalid-value", found: "-1" }],
    [{ seed: -1 }, { code: "invalid-value", path: "--seed" }],
    [{ trace: "mnist-mlq" }, { code: "unknown-name", nearest: "mnist-mlp" }],
    [{ trace: "./none.lntrace" }, { code: "file-not-found" }],
    [{ machine: "lns-madan" }, { code: "unknown-name", nearest: "lns-madam" }],
    [{ machine: "./none.yaml" }, { code: "file-not-found" }],
    [{ plugins: ["./none.ts"] }, { code: "file-not-found" }],
    [{ set: ["numerics.format=lns:bits=16,gamma=2048,zero=separate-flag"] }, { code: "unsupported", path: "numerics.format" }],
    [{ set: ["numerics.format=lns:gamma=0.3"] }, { code: "invalid-value", nearest: "gamma=0.25" }],
    [{ set: ["numerics.format=fp8-e4m3", "numerics.state=same"] }, { path: "numerics.state", remedy: expect.stringMatching(/bf16.*scaled=false/) }],
    [{ set: ["numerics.format=int8", "numerics.state=same"] }, { path: "numerics.state", remedy: expect.stringContaining("bf16") }],
    [{ set: ["numerics.activations=fp32"] }, { code: "invalid-combination" }],
    [{ set: ["training.optimizer=adom"] }, { code: "unknown-name", nearest: "adam", path: "training.optimizer" }],
    [{ set: ["energy.table=nangate54"] }, { code: "unknown-name", nearest: "nangate45" }],
    [{ set: ["bufferA.portBits=12"] }, { path: expect.stringContaining("bufferA.portBits") }],
  ])("%o", async (changes, expected) => {
    await expect(finish({ folder, ...changes })).rejects.toMatchObject(expected);
  });
});

describe("a run that is watched", () => {
  test("tells what it does", async () => {
    const seen: RunProgress[] = [];
    await run({ machine: "lns-madam", trace, set: ["training.optimizer=madam"] }, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ phase, done, total }) => [phase, done, total])).toEqual([["timing", 0, 2], ["timing", 1, 2]]);
  });

  test("stops when it is told to", async () => {
    const hooks = { signal: { aborted: true } };
    expect(await run({ machine: "lns-madam", trace, set: ["training.optimizer=madam"] }, hooks)).toBeNull();
  });
});

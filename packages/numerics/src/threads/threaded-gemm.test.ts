import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FixedAccumulateDatapath, FloatAccumulateDatapath } from "@lnsim/contracts";
import { afterAll, describe, expect, test, vi } from "vitest";
import { buildDirectDatapath, floatFormat, integerFormat } from "../testing/arbitrary-datapath.ts";
import { randomFor } from "../testing/arbitrary-gemm.ts";
import { createEngine } from "../engine.ts";
import { splitRegion } from "../gemm-blocks.ts";
import type { GemmOperands } from "../gemm-operands.ts";
import { buildLnsDatapath, lns8 } from "../testing/lns-datapath.ts";

const rule = { bits: 24, lsb: 4, rounding: "half-up", overflow: "saturate" } as const;
const e4m3 = floatFormat(4, 3);
const int8 = integerFormat(8);

const datapaths: readonly { readonly name: string; readonly datapath: FixedAccumulateDatapath; readonly isScaled: boolean }[] = [
  { name: "LNS8", datapath: buildLnsDatapath(lns8), isScaled: false },
  { name: "LNS8 with a wide accumulator", datapath: buildLnsDatapath({ ...lns8, accumulator: "wide" }), isScaled: false },
  { name: "FP8", datapath: buildDirectDatapath({ left: e4m3, right: e4m3, vectorSize: 32, cutBits: 10, accumulator: rule }), isScaled: false },
  { name: "INT8 in blocks", datapath: buildDirectDatapath({ left: int8, right: int8, vectorSize: 32, cutBits: 0, accumulator: "binary32" }), isScaled: true },
];

const single = createEngine();
const engines = [2, 3].map((threads) => ({ threads, engine: createEngine({ threads }) }));
afterAll(() => engines.forEach(({ engine }) => engine.close()));

/** Wide, tall, and narrow enough that a thread has nothing to do. */
const shapes = [
  { m: 7, n: 9000, k: 71, seed: 1 },
  { m: 2000, n: 33, k: 64, seed: 2 },
  { m: 40, n: 33, k: 3300, seed: 3 },
];

describe.each(engines)("$threads threads", ({ engine }) => {
  test.each(datapaths)("$name: the bits of one thread", ({ datapath, isScaled }) => {
    const [one, many] = [single.fixedGemm(datapath), engine.fixedGemm(datapath)];
    for (const shape of shapes) {
      const operands = randomFor(datapath, shape, isScaled);
      const [out, expected] = [outputs(operands), outputs(operands)];
      one.run(operands, expected);
      many.run(operands, out);
      expect(out).toEqual(expected);
    }
  });

  test("shared operands and outputs are used where they are", () => {
    const datapath = buildLnsDatapath(lns8);
    const operands = randomFor(datapath, shapes[0], false);
    const shared = { ...operands, a: inSharedMemory(operands.a as Uint8Array), b: inSharedMemory(operands.b as Uint8Array) };
    const out = new Int32Array(new SharedArrayBuffer(operands.m * operands.n * 4));
    const expected = new Int32Array(operands.m * operands.n);
    single.fixedGemm(datapath).run(operands, expected);
    engine.fixedGemm(datapath).run(shared, out);
    expect([...out]).toEqual([...expected]);
  });

  test.each(["binary32", "bfloat16"] as const)("floats accumulated in %s: the bits of one thread", (accumulate) => {
    const datapath: FloatAccumulateDatapath = { kind: "float", description: "", operand: "binary32", accumulate, order: "ascending", vectorSize: 1, costRecord: null };
    const [m, n, k] = [300, 210, 71];
    const values = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => (Math.imul(i, 0x9e3779b1) >> 8) / 0x40_0000);
    const operands = { m, n, k, a: values(m * k), b: values(k * n) };
    const [out, expected] = [new Float32Array(m * n), new Float32Array(m * n)];
    single.floatGemm(datapath).run(operands, expected);
    engine.floatGemm(datapath).run(operands, out);
    expect(out).toEqual(expected);
  });

  test("what is wrong is told, and the next product is right", () => {
    const gemm = engine.fixedGemm(buildLnsDatapath(lns8));
    const operands = randomFor(gemm.datapath, shapes[1], false);
    expect(() => gemm.run({ ...operands, m: 20_000 }, outputs(operands))).toThrow("operand A holds");
    const [out, expected] = [outputs(operands), outputs(operands)];
    single.fixedGemm(gemm.datapath).run(operands, expected);
    gemm.run(operands, out);
    expect(out).toEqual(expected);
  });
});

test("regions are cut along the longer side and cover every output once", () => {
  for (const { m, n, parts } of [{ m: 5, n: 100, parts: 3 }, { m: 1000, n: 64, parts: 2 }, { m: 10, n: 10, parts: 4 }, { m: 97, n: 96, parts: 3 }]) {
    const covered = new Uint8Array(m * n);
    for (const { row, rows, column, columns } of splitRegion(m, n, parts)) {
      for (let i = row; i < row + rows; i++) for (let j = column; j < column + columns; j++) covered[i * n + j]++;
    }
    expect(covered.every((times) => times === 1)).toBe(true);
    expect(splitRegion(m, n, parts).length).toBeLessThanOrEqual(parts);
  }
});

test.each(engines)("$threads threads: large products are shared out, small ones are not", ({ threads, engine }) => {
  const gemm = engine.fixedGemm(buildLnsDatapath(lns8));
  const handedOut = vi.spyOn(Atomics, "notify");
  const run = (shape: { m: number; n: number; k: number; seed: number }): number => {
    handedOut.mockClear();
    const operands = randomFor(gemm.datapath, shape, false);
    gemm.run(operands, outputs(operands));
    return handedOut.mock.calls.length;
  };
  expect(run(shapes[0])).toBe(threads - 1);
  expect(run({ m: 9, n: 100, k: 71, seed: 4 })).toBe(0);
  handedOut.mockRestore();
});

test("workers do not keep a process alive, and an engine goes on when they are closed", () => {
  const program = `
    import { createEngine } from ${JSON.stringify(fileURLToPath(new URL("../engine.ts", import.meta.url)))};
    const engine = createEngine({ threads: 2 });
    const [m, n, k] = [256, 256, 256];
    const operands = { m, n, k, a: new Float32Array(m * k).fill(1), b: new Float32Array(k * n).fill(1) };
    const out = new Float32Array(new SharedArrayBuffer(m * n * 4));
    const gemm = engine.floatGemm();
    gemm.run(operands, out);
    if (process.argv[1] === "close") engine.close();
    gemm.run(operands, out);
    console.log(out.every((sum) => sum === 256));
  `;
  for (const argument of ["close", "leave open"]) {
    const printed = execFileSync(process.execPath, ["--conditions=@lnsim/source", "--input-type=module", "--eval", program, argument], { encoding: "utf8", timeout: 10_000 });
    expect(printed).toBe("true\n");
  }
});

function outputs({ m, n }: GemmOperands): Float64Array {
  return new Float64Array(m * n);
}

function inSharedMemory(values: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}

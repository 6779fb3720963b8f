import { createCodes, type LogAccumulateDatapath } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import type { GemmOperands } from "../gemm-operands.ts";
import { logDatapath, randomLogCodes } from "../testing/log-datapath.ts";
import { PlainLogGemm } from "./log-plain-gemm.ts";
import { referenceLogGemm } from "./reference-log-gemm.ts";

const engine = createEngine();
const widths = [
  { bits: 16, fractionBits: 8 },
  { bits: 13, fractionBits: 5 },
  { bits: 10, fractionBits: 3 },
  { bits: 8, fractionBits: 2 },
];
const orders = ["ascending", "tree-of-16"] as const;

interface Shape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly seed: number;
  readonly aTransposed?: boolean;
  readonly bTransposed?: boolean;
}

function operandsOf(datapath: LogAccumulateDatapath, { m, n, k, seed, ...orientation }: Shape): GemmOperands {
  const random = createRandom(seed, "log operands");
  const isNarrow = seed % 2 === 0;
  return { m, n, k, a: randomLogCodes(datapath, m * k, random, isNarrow), b: randomLogCodes(datapath, k * n, random, isNarrow), ...orientation };
}

function expectReference(datapath: LogAccumulateDatapath, shape: Shape, isCompiled = true): void {
  const operands = operandsOf(datapath, shape);
  const length = shape.m * shape.n;
  const [out, expected] = [createCodes(datapath.bits, length), createCodes(datapath.bits, length)];
  const gemm = engine.logGemm(datapath);
  expect(gemm.compiled).toBe(isCompiled);
  gemm.run(operands, out);
  referenceLogGemm(datapath, operands, expected);
  expect(out).toEqual(expected);
  const plain = createCodes(datapath.bits, length);
  new PlainLogGemm(datapath).run(operands, plain);
  expect(plain).toEqual(expected);
}

const arbitraryShape = fc.record({
  m: fc.integer({ min: 1, max: 5 }),
  n: fc.integer({ min: 1, max: 40 }),
  k: fc.integer({ min: 1, max: 70 }),
  seed: fc.integer({ min: 0, max: 1000 }),
  aTransposed: fc.boolean(),
  bTransposed: fc.boolean(),
});

describe.each(widths)("bits=$bits, fractionBits=$fractionBits", (width) => {
  test.each(orders)("%s: random shapes, orientations and tables, to the bit", (order) => {
    const property = fc.property(arbitraryShape, fc.constantFrom("linear", "rough", "exact"), (shape, tables) => {
      expectReference(logDatapath({ ...width, order, tables, seed: shape.seed }), shape);
    });
    fc.assert(property, { seed: 4, numRuns: 15 });
  });
});

test.each([
  { m: 1, n: 1, k: 1, seed: 1 },
  { m: 2, n: 33, k: 16, seed: 2 },
  { m: 1, n: 2, k: 256, seed: 3 },
  { m: 1, n: 2, k: 257, seed: 4 },
  { m: 1, n: 1, k: 4097, seed: 6 },
])("reductions at the edges of trees: $m x $n x $k", (shape) => {
  for (const order of orders) expectReference(logDatapath({ bits: 13, fractionBits: 5, order, tables: "exact" }), shape);
});

test("rows that do not fit at once are worked off in parts", () => {
  const datapath = logDatapath({ bits: 13, fractionBits: 5, order: "ascending", tables: "linear" });
  const k = 2 ** 20;
  const operands = { m: 3, n: 1, k, a: new Uint16Array(3 * k), b: new Uint16Array(k) };
  const zero = 0x1000 + 0x401;
  operands.a.fill(zero);
  operands.a[5] = 32;
  operands.a[2 * k + 7] = 64;
  const out = new Uint16Array(3);
  engine.logGemm(datapath).run(operands, out);
  expect([...out]).toEqual([32, zero, 64]);
});

test("zeros, cancellation and clamps", () => {
  const datapath = logDatapath({ bits: 13, fractionBits: 5, order: "ascending", tables: "exact" });
  const [one, minusOne, zero, top, lowest] = [0, 0x800, 0x1000 + 0x401, 1023, 0x401];
  const b = Uint16Array.of(one, one);
  for (const order of orders) {
    const gemm = engine.logGemm({ ...datapath, order });
    const sum = (x: number, y: number): number => {
      const out = new Uint16Array(1);
      gemm.run({ m: 1, n: 1, k: 2, a: Uint16Array.of(x, y), b }, out);
      return out[0];
    };
    expect([sum(one, minusOne), sum(zero, zero), sum(zero, minusOne), sum(top, top), sum(lowest + 1, 0x800 + lowest)]).toEqual([zero, zero, minusOne, top, lowest]);
  }
});

test("two datapaths of one engine do not disturb each other", () => {
  const first = logDatapath({ bits: 13, fractionBits: 5, order: "ascending", tables: "exact" });
  const second = logDatapath({ bits: 16, fractionBits: 8, order: "tree-of-16", tables: "rough" });
  for (let turn = 0; turn < 2; turn++) {
    expectReference(first, { m: 2, n: 3, k: 20, seed: turn });
    expectReference(second, { m: 2, n: 3, k: 20, seed: turn });
  }
});

test("codes of more than 16 bits are worked off without the kernels", () => {
  for (const order of orders) expectReference(logDatapath({ bits: 17, fractionBits: 10, order, tables: "exact" }), { m: 2, n: 3, k: 35, seed: 8 }, false);
});

test("an operand that is too short is refused", () => {
  const gemm = engine.logGemm(logDatapath({ bits: 13, fractionBits: 5, order: "ascending", tables: "exact" }));
  expect(() => gemm.run({ m: 2, n: 2, k: 2, a: new Uint16Array(3), b: new Uint16Array(4) }, new Uint16Array(4))).toThrow(/operand A/);
});

import { createCodes, type Codes } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { describe, expect, test } from "vitest";
import { createLogArithmetic } from "./log-arithmetic.ts";
import { logDatapath, randomLogCodes, valueOfLogCode } from "../testing/log-datapath.ts";
import { logArgMax, logMaximum, logRelu, logReluGradient, rankOfCode } from "./log-order.ts";
import { LogSummer } from "./log-sums.ts";
import {
  logAdd,
  logAddConstant,
  logDivide,
  logExponential,
  logMultiply,
  logNegate,
  logReciprocal,
  logScale,
  logSquareRoot,
  logSubtract,
} from "./log-vector.ts";
import { referenceLogGemm } from "./reference-log-gemm.ts";

const shapes = [
  { bits: 13, fractionBits: 5 },
  { bits: 16, fractionBits: 8 },
  { bits: 17, fractionBits: 10 },
];

/** Numbers as { zero, negative, log }, as the published code has them. */
interface Lns {
  readonly zero: boolean;
  readonly negative: boolean;
  readonly log: number;
}

describe.each(shapes)("bits=$bits, fractionBits=$fractionBits", ({ bits, fractionBits }) => {
  const datapath = logDatapath({ bits, fractionBits, order: "tree-of-16", tables: "exact" });
  const arithmetic = createLogArithmetic(datapath);
  const max = 2 ** (bits - 3) - 1;
  const random = createRandom(5, `elementwise ${bits}`);
  const x = randomLogCodes(datapath, 500, random);
  const y = randomLogCodes(datapath, 500, random);
  const out = createCodes(bits, 500);
  // Near and equal magnitudes, and both zero.
  for (let i = 0; i < 60; i++) y[i] = i % 3 === 0 ? x[i] : (x[i] ^ (i % 2 ? 2 ** (bits - 2) : 1)) >>> 0;

  const unpack = (code: number): Lns => {
    const field = code & (2 ** (bits - 2) - 1);
    return { zero: code >= 2 ** (bits - 1), negative: (code & 2 ** (bits - 2)) !== 0, log: field > max + 1 ? field - 2 ** (bits - 2) : field === max + 1 ? -max - 1 : field };
  };
  const pack = ({ zero, negative, log }: Lns): number => {
    const clamped = zero ? -max : Math.max(-max, Math.min(max, log));
    return (zero ? 2 ** (bits - 1) : 0) + (negative && !zero ? 2 ** (bits - 2) : 0) + (clamped < 0 ? clamped + 2 ** (bits - 2) : clamped);
  };
  const zero: Lns = { zero: true, negative: false, log: 0 };

  const multiply = (a: Lns, b: Lns): Lns => (a.zero || b.zero ? zero : { zero: false, negative: a.negative !== b.negative, log: Math.max(-max, Math.min(max, a.log + b.log)) });
  const add = (a: Lns, b: Lns): Lns => {
    if (a.zero) return b;
    if (b.zero) return a;
    const d = Math.abs(a.log - b.log);
    const negative = a.log > b.log ? a.negative : b.negative;
    if (a.negative !== b.negative && d === 0) return zero;
    const delta = (a.negative === b.negative ? datapath.deltaSame : datapath.deltaOpposite)[d] ?? 0;
    return { zero: false, negative, log: Math.max(a.log, b.log) + delta };
  };
  const inverse = (a: Lns): Lns => ({ ...a, log: -a.log });
  const negative = (a: Lns): Lns => ({ ...a, negative: !a.negative });

  function expectEach(operation: (left: Codes, right: Codes, result: Codes) => void, law: (a: Lns, b: Lns) => Lns): void {
    operation(x, y, out);
    expect([...out]).toEqual(Array.from(x, (code, i) => pack(law(unpack(code), unpack(y[i])))));
  }

  test("multiply, add, subtract, divide", () => {
    expectEach((a, b, c) => logMultiply(arithmetic, a, b, c), multiply);
    expectEach((a, b, c) => logAdd(arithmetic, a, b, c), add);
    expectEach((a, b, c) => logSubtract(arithmetic, a, b, c), (a, b) => add(a, negative(b)));
    const divide = (a: Lns, b: Lns): Lns => (a.zero ? zero : b.zero ? { ...a, log: max } : multiply(a, inverse(b)));
    expectEach((a, b, c) => logDivide(arithmetic, a, b, c), divide);
  });

  test("negate, reciprocal, square root, scale, add a constant", () => {
    const constant = pack({ zero: false, negative: true, log: 7 });
    expectEach((a, _, c) => logNegate(arithmetic, a, c), negative);
    expectEach((a, _, c) => logReciprocal(arithmetic, a, c), (a) => (a.zero ? { zero: false, negative: false, log: max } : inverse(a)));
    expectEach((a, _, c) => logSquareRoot(arithmetic, a, c), (a) => ({ ...a, log: Math.floor(a.log / 2) }));
    expectEach((a, _, c) => logScale(arithmetic, a, constant, c), (a) => multiply(a, unpack(constant)));
    expectEach((a, _, c) => logAddConstant(arithmetic, a, constant, c), (a) => add(a, unpack(constant)));
  });

  test("exponential of what is not positive", () => {
    expectEach((a, _, c) => logExponential(arithmetic, a, c), (a) => ({ zero: false, negative: false, log: a.zero || !a.negative ? 0 : datapath.exponential[a.log + max] }));
  });

  test("comparisons agree with the values", () => {
    const values = Array.from(x, (code) => valueOfLogCode(datapath, code));
    const others = Array.from(y, (code) => valueOfLogCode(datapath, code));
    expect(Array.from(x, (code, i) => Math.sign(rankOfCode(arithmetic, code) - rankOfCode(arithmetic, y[i])))).toEqual(values.map((value, i) => Math.sign(value - others[i])));
    logMaximum(arithmetic, x, y, out);
    expect(Array.from(out, (code) => valueOfLogCode(datapath, code))).toEqual(values.map((value, i) => Math.max(value, others[i])));
    logRelu(arithmetic, x, out);
    expect(Array.from(out, (code) => valueOfLogCode(datapath, code))).toEqual(values.map((value) => Math.max(value, 0)));
    logReluGradient(arithmetic, x, y, out);
    expect(Array.from(out, (code) => valueOfLogCode(datapath, code))).toEqual(values.map((value, i) => (value > 0 ? others[i] : 0)));
    const every3 = values.filter((_, i) => i % 3 === 1);
    expect(logArgMax(arithmetic, x, { first: 1, count: every3.length, stride: 3 })).toBe(every3.indexOf(Math.max(...every3)));
  });

  test.each(["ascending", "tree-of-16"] as const)("sums of rows and columns, %s, are those of a GEMM with ones", (order) => {
    const ordered = { ...datapath, order };
    const summer = new LogSummer(createLogArithmetic(ordered));
    const [rows, columns] = [9, 37];
    const matrix = x.subarray(0, rows * columns);
    const ones = createCodes(bits, columns);
    const [sums, expected] = [createCodes(bits, rows), createCodes(bits, rows)];
    summer.rows(matrix, columns, sums);
    referenceLogGemm(ordered, { m: rows, n: 1, k: columns, a: matrix, b: ones }, expected);
    expect(sums).toEqual(expected);
    const [columnSums, expectedColumns] = [createCodes(bits, columns), createCodes(bits, columns)];
    summer.columns(matrix, rows, columnSums);
    referenceLogGemm(ordered, { m: 1, n: columns, k: rows, a: ones, b: matrix }, expectedColumns);
    expect(columnSums).toEqual(expectedColumns);
    expect(summer.sum(matrix, { first: 0, count: 0, stride: 1 })).toBe(arithmetic.zero);
  });

  test("an input may be the output", () => {
    const copy = x.slice();
    logAdd(arithmetic, copy, y, copy);
    logAdd(arithmetic, x, y, out);
    expect(copy).toEqual(out);
  });
});

test("a datapath whose exponential has another length is refused", () => {
  const datapath = logDatapath({ bits: 13, fractionBits: 5, order: "ascending", tables: "exact" });
  expect(() => createLogArithmetic({ ...datapath, exponential: new Int32Array(5) })).toThrow(/2047 entries/);
});

import { expect, test } from "vitest";
import { randomOperands } from "../testing/arbitrary-gemm.ts";
import { buildLnsDatapath, lns8 } from "../testing/lns-datapath.ts";
import { referenceFixedGemm } from "./reference-fixed-gemm.ts";
import { withLsb } from "./with-lsb.ts";

const rule = { bits: 24, lsb: 16, rounding: "half-up", overflow: "saturate" } as const;

test.each(["full", 2] as const)("a moved window is the datapath declared with that window (guard bits %s)", (guardBits) => {
  const moved = withLsb(buildLnsDatapath({ ...lns8, guardBits }), 13);
  const declared = buildLnsDatapath({ ...lns8, guardBits, accumulator: { ...rule, lsb: 13 } });
  expect(moved).toEqual(declared);
  const operands = randomOperands({ m: 3, n: 3, k: 40, seed: 1 }, 8);
  const [out, expected] = [new Int32Array(9), new Int32Array(9)];
  expect(referenceFixedGemm(moved, operands, out)).toEqual(referenceFixedGemm(declared, operands, expected));
  expect(out).toEqual(expected);
});

test("tables are shared, and nothing to move moves nothing", () => {
  const datapath = buildLnsDatapath(lns8);
  expect(withLsb(datapath, 12).head).toBe(datapath.head);
  expect(withLsb(datapath, 16)).toBe(datapath);
  const wide = buildLnsDatapath({ ...lns8, accumulator: "wide" });
  expect(withLsb(wide, 12)).toBe(wide);
});

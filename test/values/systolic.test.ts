/** Codes that move through the registers of a systolic array: every output drained is the numeric engine's, to the bit. */
import type { Codes, FixedAccumulateDatapath, MacDatapath } from "@lnsim/contracts";
import { runSystolicValues, scalarDatapath, simulateSystolicOp, type SystolicLayer, type SystolicValues } from "@lnsim/hardware";
import { createEngine, referenceFixedGemm, referenceFloatGemm, referenceLogGemm, type FloatGemmOperands, type GemmOperands } from "@lnsim/numerics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operandOf, valueCases, type ValueCase } from "./systolic-formats.ts";

const engine = createEngine();
type Output = SystolicValues["out"];

/** The engine's sums, and the slow reference's, of the datapath one product at a time. */
function expectedSums(given: MacDatapath, operands: GemmOperands | FloatGemmOperands, like: Output): Output[] {
  const datapath = scalarDatapath(given);
  const [fast, slow] = [like.slice().fill(0), like.slice().fill(0)];
  if (datapath.kind === "fixed") {
    engine.fixedGemm(datapath).run(operands as GemmOperands, fast as Int32Array);
    referenceFixedGemm(datapath, operands as GemmOperands, slow as Int32Array);
  } else if (datapath.kind === "float") {
    engine.floatGemm(datapath).run(operands as FloatGemmOperands, fast as Float32Array);
    referenceFloatGemm(operands as FloatGemmOperands, slow as Float32Array, datapath);
  } else {
    engine.logGemm(datapath).run(operands as GemmOperands, fast as Codes);
    referenceLogGemm(datapath, operands as GemmOperands, slow as Codes);
  }
  return [fast, slow];
}

function operandsOf(value: ValueCase, { m, n, k }: SystolicLayer, seed: number) {
  return { m, n, k, a: operandOf(value, m * k, `a ${seed}`), b: operandOf(value, k * n, `b ${seed}`) };
}

const arbitraryRun = fc.record({
  m: fc.integer({ min: 1, max: 12 }),
  n: fc.integer({ min: 1, max: 12 }),
  k: fc.integer({ min: 1, max: 24 }),
  rows: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 6 }),
  dataflow: fc.constantFrom("os" as const, "ws" as const, "is" as const),
  inputs: fc.constantFrom("a" as const, "b" as const),
  seed: fc.integer({ min: 0, max: 1000 }),
});

describe.each(valueCases)("$name", (value) => {
  const { datapath } = value;

  test("every output is the engine's and the reference's, on any array, in the cycles of the timing", () => {
    fc.assert(
      fc.property(arbitraryRun, ({ rows, columns, dataflow, inputs, seed, ...shape }) => {
        const operands = operandsOf(value, shape, seed);
        const { out, cycles, macs } = runSystolicValues({ ...operands, datapath, rows, columns, dataflow, inputs });
        const [fast, slow] = expectedSums(datapath, operands as GemmOperands, out);
        expect(out).toEqual(slow);
        expect(out).toEqual(fast);
        const layer = inputs === "a" ? shape : { ...shape, m: shape.n, n: shape.m };
        const timing = simulateSystolicOp(layer, { rows, columns, dataflow, protocol: "plain" });
        expect([cycles, macs]).toEqual([timing.cycles, timing.activePeCycles]);
      }),
      { seed: 20260, numRuns: 25 },
    );
  });

  test("results are not all alike", () => {
    const { out } = runSystolicValues({ ...operandsOf(value, { m: 16, n: 16, k: 40 }, 1), datapath, rows: 4, columns: 8, dataflow: "ws" });
    expect(new Set(out).size).toBeGreaterThan(20);
  });
});

test("sums reach the ends of narrow accumulators, which the next product then starts from", () => {
  const narrow = valueCases.filter(({ datapath }) => datapath.kind === "fixed" && typeof datapath.accumulator === "object" && datapath.accumulator.bits < 20);
  expect(narrow).toHaveLength(2);
  for (const value of narrow) {
    const datapath = scalarDatapath(value.datapath as FixedAccumulateDatapath);
    const counts = referenceFixedGemm(datapath, operandsOf(value, { m: 12, n: 12, k: 24 }, 1) as GemmOperands, new Int32Array(144));
    expect(counts.saturations).toBeGreaterThan(10);
  }
});

test("operands of the wrong kind or size are refused", () => {
  const value = valueCases[0]!;
  const operands = operandsOf(value, { m: 2, n: 2, k: 2 }, 1);
  const run = { ...operands, datapath: value.datapath, rows: 2, columns: 2, dataflow: "os" } as const;
  expect(() => runSystolicValues({ ...run, k: 3 })).toThrow(/do not hold 2 x 3/);
  expect(() => runSystolicValues({ ...run, m: 0 })).toThrow(/positive integers/);
  expect(() => runSystolicValues({ ...run, a: new Float32Array(4) })).toThrow(/takes codes/);
});

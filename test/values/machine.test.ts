/** Codes that move through PEs and tiles: every output drained is the numeric engine's, to the bit. */
import { withDefaults, type Codes, type MacDatapath } from "@lnsim/contracts";
import { describePe, dramParameters, machineDatapath, machineValues, type ChipDescription, type PeValues } from "@lnsim/hardware";
import { createEngine, referenceFixedGemm, referenceFloatGemm, referenceLogGemm, type FloatGemmOperands, type GemmOperands } from "@lnsim/numerics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operandOf, valueCases, type ValueCase } from "./systolic-formats.ts";

const engine = createEngine();
type Output = PeValues["out"];

/** The engine's sums, and the slow reference's. */
function expectedSums(datapath: MacDatapath, operands: GemmOperands | FloatGemmOperands, like: Output): Output[] {
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

const orders = [
  ["m", "n", "k"],
  ["n", "m", "k"],
  ["m", "k", "n"],
  ["k", "m", "n"],
  ["n", "k", "m"],
  ["k", "n", "m"],
] as const;

/** A machine, a product, and how it is cut: tiles of up to a few vectors of k. */
const cases = fc.record({
  kind: fc.constantFrom("pe" as const, "chip" as const, "chip" as const, "systolic chip" as const),
  lanes: fc.integer({ min: 1, max: 5 }),
  depth: fc.integer({ min: 1, max: 4 }),
  /** Vectors of the datapath that a lane takes in a cycle. */
  vectors: fc.integer({ min: 1, max: 2 }),
  grid: fc.record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) }),
  dataflow: fc.constantFrom("os" as const, "ws" as const, "is" as const),
  pass: fc.constantFrom("fprop" as const, "dgrad" as const, "wgrad" as const),
  m: fc.integer({ min: 1, max: 14 }),
  n: fc.integer({ min: 1, max: 14 }),
  k: fc.integer({ min: 1, max: 150 }),
  tile: fc.record({ m: fc.integer({ min: 1, max: 14 }), n: fc.integer({ min: 1, max: 14 }), vectors: fc.integer({ min: 1, max: 3 }) }),
  order: fc.constantFrom(...orders),
  seed: fc.integer({ min: 0, max: 1000 }),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function machineOf({ kind, lanes, depth, vectors, grid, dataflow }: Case, datapath: MacDatapath): ChipDescription {
  const isSystolic = kind === "systolic chip";
  const description = describePe({
    pe: { lanes, vectorSize: vectors * datapath.vectorSize },
    collector: { depth },
    bufferA: { sizeBytes: 2 ** 18 },
    bufferB: { sizeBytes: 2 ** 18 },
    ...(kind !== "pe" && { grid, memory: { kind: "hierarchy" as const } }),
    ...(isSystolic && { array: { kind: "systolic" as const, rows: lanes, columns: depth }, dataflow }),
    accumulatorBits: datapath.kind === "fixed" && typeof datapath.accumulator === "object" ? datapath.accumulator.bits : datapath.kind === "log" ? datapath.bits : 32,
  });
  return { ...description, dram: withDefaults(dramParameters("hbm2"), {}) };
}

function run(value: ValueCase, given: Case) {
  const { m, n, k, pass, order, tile, seed } = given;
  const description = machineOf(given, value.datapath);
  const datapath = machineDatapath(description, value.datapath);
  const operands = { m, n, k, a: operandOf(value, m * k, `a ${seed}`), b: operandOf(value, k * n, `b ${seed}`) };
  const mapping = { tile: { m: Math.min(m, tile.m), n: Math.min(n, tile.n), k: Math.min(k, tile.vectors * value.datapath.vectorSize) }, order };
  const values = machineValues({ ...operands, datapath: value.datapath, description, op: { id: 0, name: "product", kind: "gemm", pass, m, n, k, after: [] }, mapping });
  return { values, expected: expectedSums(datapath, operands as GemmOperands, values.out) };
}

describe.each(valueCases)("$name", (value) => {
  test("every output is the engine's and the reference's, on any machine, however it is cut", () => {
    let resumed = 0;
    fc.assert(
      fc.property(cases, (given) => {
        const { values, expected } = run(value, given);
        const [fast, slow] = expected;
        expect(values.out).toEqual(slow);
        expect(values.out).toEqual(fast);
        expect(values.macs).toBe(given.m * given.n * given.k);
        resumed += values.resumed;
      }),
      { seed: 20261, numRuns: 25 },
    );
    expect(resumed).toBeGreaterThan(20);
  });
});

const plain: Case = {
  kind: "chip",
  lanes: 4,
  depth: 3,
  vectors: 1,
  grid: { rows: 2, columns: 2 },
  dataflow: "os",
  pass: "fprop",
  m: 12,
  n: 11,
  k: 128,
  tile: { m: 8, n: 6, vectors: 1 },
  order: ["k", "m", "n"],
  seed: 1,
};
const [lns] = valueCases as readonly [ValueCase, ...ValueCase[]];

test("partial sums that are stored in too few bits are found out", () => {
  const { m, n, k, tile, order } = plain;
  const description = machineOf(plain, lns.datapath);
  const operands = { m, n, k, a: operandOf(lns, m * k, "a"), b: operandOf(lns, k * n, "b"), datapath: lns.datapath, mapping: { tile: { ...tile, k: 32 }, order } };
  const whole = machineValues({ ...operands, description });
  const cut = machineValues({ ...operands, description: { ...description, accumulatorBits: 6 } });
  expect([whole.tiles, whole.resumed]).toEqual([16, 12]);
  expect(cut.out).not.toEqual(whole.out);
});

test("vectors that would end elsewhere are refused, and so are operands of the wrong kind or size", () => {
  const { m, n, k, tile, order } = plain;
  const description = machineOf(plain, lns.datapath);
  const request = { m, n, k, a: operandOf(lns, m * k, "a"), b: operandOf(lns, k * n, "b"), datapath: lns.datapath, description };
  expect(() => machineValues({ ...request, mapping: { tile: { ...tile, k: 40 }, order } })).toThrow(/vectors would end elsewhere/);
  expect(() => machineValues({ ...request, description: { ...description, pe: { lanes: 4, vectorSize: 48 } } })).toThrow(/vectors would end elsewhere/);
  expect(() => machineValues({ ...request, k: 129 })).toThrow(/do not hold/);
  expect(() => machineValues({ ...request, a: new Float32Array(m * k) })).toThrow(/takes codes/);
  expect(() => machineValues({ ...request, m: 0 })).toThrow(/positive integers/);
});

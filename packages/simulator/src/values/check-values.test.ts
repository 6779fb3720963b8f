import { withDefaults, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { describePe, dramParameters, type ChipDescription, type GemmOp } from "@lnsim/hardware";
import { createEngine } from "@lnsim/numerics";
import { floatPlugin } from "@lnsim/format-float";
import { lnsPlugin } from "@lnsim/format-lns";
import { expect, test } from "vitest";
import { checkValues } from "./check-values.ts";

const engine = createEngine();
const lns = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns");
const fp8 = floatPlugin.create(withDefaults(floatPlugin.parameters, floatPlugin.presets!["fp8-e4m3"]), "fp8");

function datapathOf(format: NumberFormat, given: object = {}): MacDatapath {
  const family = format.datapath!;
  return family.create({ ...withDefaults(family.parameters), ...given });
}

const chip: ChipDescription = {
  ...describePe({ grid: { rows: 2, columns: 2 }, globalBuffer: { sizeBytes: 32768 }, memory: { kind: "hierarchy" } }),
  dram: withDefaults(dramParameters("hbm2"), {}),
};
const op: GemmOp = { id: 3, name: "fc", kind: "gemm", pass: "fprop", m: 100, n: 50, k: 500, count: 2, after: [1, 2] };

test.each([
  ["a chip", chip],
  ["a PE", { ...chip, memory: { ...chip.memory, kind: "ideal" as const } }],
  ["a systolic array", { ...chip, array: { kind: "systolic" as const, rows: 8, columns: 8, protocol: "plain" as const }, dataflow: "ws" as const }],
])("every output of a product on %s is the engine's", (_, description) => {
  for (const [format, datapath] of [
    [lns, datapathOf(lns)],
    [fp8, datapathOf(fp8, { accumulation: "binary32" })],
  ] as const) {
    const { outputs, mismatches, first, macs, seconds } = checkValues({ description, op, datapath, left: format, right: format, seed: 4, engine });
    expect([outputs, mismatches, first, macs]).toEqual([5000, 0, null, 2_500_000]);
    expect(seconds).toBeGreaterThan(0);
  }
});

test("a machine that loses bits of partial sums is found out, at the first output that differs", () => {
  const { mismatches, first, resumed } = checkValues({ description: { ...chip, accumulatorBits: 8 }, op: { ...op, k: 3000 }, datapath: datapathOf(lns), left: lns, right: lns, seed: 4, engine });
  expect(resumed).toBeGreaterThan(0);
  expect(mismatches).toBeGreaterThan(100);
  expect(first!.found).not.toBe(first!.expected);
});

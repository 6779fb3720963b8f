import { expect, test } from "vitest";
import { describeChip } from "../chip/testing/describe-chip.ts";
import { simulateMachine } from "../machine/simulate-machine.ts";
import type { GemmOp } from "../workload/operation.ts";
import { codeBits, scalesVectors, storedBits } from "./pass-bits.ts";

const scaled = { bits: 8.25, codeBits: 8, scaled: true };
const plain = { bits: 8, scaled: true };
const formats = { weights: scaled, activations: plain, gradients: plain };
const chip = describeChip({ formats });
const pe = describeChip({ formats, memory: { kind: "ideal" } });
const fprop: GemmOp = { id: 0, name: "fc", kind: "gemm", pass: "fprop", m: 64, n: 32, k: 96, after: [], output: "spill" };
const wgrad: GemmOp = { ...fprop, id: 1, name: "grad", pass: "wgrad", after: [0] };

test("codes are narrower than what is stored where vectors have scales, and sums are scaled in passes that multiply such", () => {
  expect([storedBits(pe.formats, "weights"), codeBits(pe.formats, "weights"), codeBits(pe.formats, "activations"), codeBits(pe.formats, "mask")]).toEqual([8.25, 8, 8, 1]);
  expect((["fprop", "dgrad", "wgrad"] as const).map((pass) => scalesVectors(pe.formats, pass))).toEqual([true, true, false]);
});

test.each([
  ["PE", pe, "memory", 3072],
  ["chip", chip, "dram", 3072],
] as const)("a %s reads scales along with codes, takes no longer for them where memory keeps up, and scales every sum", (_, machine, level, activations) => {
  const without = { ...machine, formats: { ...machine.formats, weights: plain } };
  const [found, codes] = [machine, without].map((each) => simulateMachine(each, [fprop, wgrad], { exact: "skip" }));
  expect(codes!.ops[0]!.traffic[level]!.readBytes).toBe(64 * 96 + activations);
  expect(found!.ops[0]!.traffic[level]!.readBytes).toBe((64 * 96 * 33) / 32 + activations);
  const counted = (timing: typeof found, action: string) => timing!.actions.filter((each) => each.action === action).map(({ pass, count }) => [pass, count]);
  expect(counted(found, "vectorScale")).toEqual([["fprop", 64 * 32 * 3]]);
  expect(counted(codes, "vectorScale")).toEqual([]);
  expect(counted(found, "read").filter(([pass]) => pass === "wgrad")).toEqual(counted(codes, "read").filter(([pass]) => pass === "wgrad"));
  expect(found!.ops[0]!.work).toBe(codes!.ops[0]!.work);
});

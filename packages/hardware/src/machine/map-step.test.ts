import { nestText, Pins } from "@lnsim/dataflow";
import { expect, test } from "vitest";
import { describeChip } from "../chip/testing/describe-chip.ts";
import type { GemmOp } from "../workload/operation.ts";
import { mapStep } from "./map-step.ts";
import { simulateMachine } from "./simulate-machine.ts";

const fprop: GemmOp = { kind: "gemm", id: 0, name: "fc.fprop", pass: "fprop", m: 96, n: 200, k: 70, after: [] };
const wgrad: GemmOp = { kind: "gemm", id: 1, name: "fc.wgrad", pass: "wgrad", m: 96, n: 70, k: 200, after: [0] };

test("a chip's nests go from memory to the lanes, and a pin decides the tiles", () => {
  const tile = { m: 96, n: 64, k: 70 };
  const pins = new Pins([{ op: "fc.fprop", tile, order: ["m", "n", "k"] }]);
  const [pinned, searched] = mapStep(describeChip(), [fprop, wgrad], pins);
  expect(pinned!.choice).toMatchObject({ mapping: { tile }, considered: 1 });
  expect(nestText(pinned!.nest)).toContain("for n: 4 x 64, the last 8 (tile)");
  expect(searched!.nest.map(({ name }) => name)).toEqual(["memory to global buffer", "global buffer to PEs", "PE"]);
  expect(searched!.choice!.considered).toBeGreaterThan(1);
});

test("without a global buffer there is nothing to choose; what is estimated is what is simulated", () => {
  const pe = describeChip({ memory: { kind: "ideal" } });
  const array = describeChip({ memory: { kind: "ideal" }, dataflow: "ws", array: { kind: "systolic", rows: 16, columns: 8 } });
  for (const machine of [pe, array]) {
    const twice = { ...fprop, count: 2 };
    const [product] = mapStep(machine, [twice]);
    expect(product!.choice).toBeNull();
    expect(product!.nest).toHaveLength(1);
    const { ops } = simulateMachine(machine, [twice], { exact: "skip" });
    expect(product!.estimatedCycles).toBe(ops[0]!.closedForm ?? ops[0]!.cycles);
  }
});

test("where inputs stand in A, m and n change places on a systolic array", () => {
  const array = describeChip({ memory: { kind: "ideal" }, dataflow: "os", array: { kind: "systolic", rows: 16, columns: 8 } });
  const [first, last] = mapStep(array, [fprop, wgrad]).map(({ nest }) => nestText(nest));
  expect(first).toContain("for n: 13 x 16, the last 8 (fold of rows)");
  expect(last).toContain("for m: 6 x 16 (fold of rows)");
});

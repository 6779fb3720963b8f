import { expect, test } from "vitest";
import { machineWithDefaults } from "../../description/parameters.ts";
import { describeSystolic } from "./description.ts";
import { layerOf } from "./layer.ts";

test("activations stand on the rows' side of every pass that has them", () => {
  const op = { m: 128, n: 64, k: 784 };
  expect(layerOf({ ...op, pass: "fprop" })).toEqual({ m: 64, n: 128, k: 784 });
  expect(layerOf({ ...op, pass: "dgrad" })).toEqual({ m: 64, n: 128, k: 784 });
  expect(layerOf({ ...op, pass: "wgrad" })).toEqual(op);
});

test("dataflows and protocols that a systolic array does not have are refused", () => {
  const machine = machineWithDefaults({ array: { kind: "systolic", rows: 4, columns: 8 } });
  expect(describeSystolic({ ...machine, dataflow: "is" })).toEqual({ rows: 4, columns: 8, dataflow: "is", protocol: "plain" });
  expect(() => describeSystolic(machine)).toThrow(/no local copies/);
  expect(() => describeSystolic({ array: { ...machine.array, protocol: "stonne" }, dataflow: "ws" })).toThrow(/output-stationary/);
});

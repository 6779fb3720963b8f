import { expect, test } from "vitest";
import { machineWithDefaults } from "../../description/parameters.ts";
import { convLayer, scaleSimConvShape, type ConvShape } from "./conv-layer.ts";
import { describeSystolic } from "./description.ts";
import { layerOf } from "./layer.ts";

const first: ConvShape = { samples: 1, channels: 3, height: 224, width: 224, kernel: [7, 7], stride: [2, 2], padding: [0, 0], filters: 64 };

test("a stride that does not divide ends before the edge; SCALE-Sim counts one position more", () => {
  expect(convLayer(first)).toEqual({ m: 109 * 109, n: 64, k: 147 });
  expect(scaleSimConvShape(first)).toEqual({ m: 110 * 110, n: 64, k: 147 });
  expect(convLayer({ ...first, padding: [3, 3] }).m).toBe(112 * 112);
});

test("where the stride divides, both agree", () => {
  const conv = { ...first, height: 9, width: 13, kernel: [3, 5], samples: 2 } as const;
  expect(convLayer(conv)).toEqual({ m: 2 * 4 * 5, n: 64, k: 45 });
  expect(scaleSimConvShape(conv)).toEqual(convLayer(conv));
});

test("a kernel beyond the input is refused by name", () => {
  expect(() => convLayer({ ...first, kernel: [7, 225] })).toThrow(/larger than its padded input/);
});

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

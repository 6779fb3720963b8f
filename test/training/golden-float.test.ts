import { withDefaults } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createEngine } from "@lnsim/numerics";
import { mlpModel, vectorInput } from "@lnsim/trace";
import { fullPrecision, Trainer } from "@lnsim/training";
import { expect, test } from "vitest";
import { golden, goldenOptimizer } from "./golden-case.ts";

const golden64 = golden.cases["f64_sgd"];

test("SGD in binary32 stays within its rounding of the same three steps in binary64", () => {
  const parameters = new Map<string, number[]>();
  const trainer = new Trainer({
    model: mlpModel(golden.dims),
    input: vectorInput(golden.dims[0]),
    initial: new Map(golden.W.flatMap((weights, i) => [
      [`fc${i + 1}.weight`, Float64Array.from(weights.flat())] as const,
      [`fc${i + 1}.bias`, Float64Array.from(golden.b[i])] as const,
    ])),
    arithmetic: fullPrecision(floatPlugin.create(withDefaults(floatPlugin.parameters), "float")),
    optimizer: goldenOptimizer(golden64),
    engine: createEngine(),
    seed: 1,
    observe: ({ name, role, stored }) => {
      if (role !== "update" || stored === null) return;
      const values = new Float64Array(stored.codes.length);
      stored.format.decode(stored.codes, stored.max, values);
      parameters.set(name, [...values]);
    },
  });
  const batch = { count: golden.x.length, inputs: Float32Array.from(golden.x.flat()), labels: Uint8Array.from(golden.y) };
  for (const expected of golden64.steps) {
    expect(trainer.step(batch).lossSum / batch.count).toBeCloseTo(expected.loss, 6);
    [...parameters.values()].forEach((values, i) => {
      expected.params_after[i].flat().forEach((value, j) => expect(Math.abs(values[j] - value), `tensor ${i}[${j}]`).toBeLessThan(2e-7));
    });
    expect(parameters.size).toBe(6);
  }
});

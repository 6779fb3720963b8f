import { withDefaults } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createRandom } from "@lnsim/elementary";
import { createEngine } from "@lnsim/numerics";
import { sgdPlugin } from "@lnsim/optimizer-sgd";
import { createImageDataset, ImageSamples, mlpModel, vectorInput } from "@lnsim/trace";
import { draftTrace, fullPrecision, observedValues, replay, sameDatapaths, Trainer, type Arithmetic } from "@lnsim/training";
import { describe, expect, test } from "vitest";
import { lns, lns8Machine, madam } from "./machine-arithmetic.ts";

const engine = createEngine();
const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");

/** 4 classes of 16-pixel images, each with its own bright quarter. */
function draw(count: number, part: string): ImageSamples {
  const random = createRandom(2, part);
  const labels = Uint8Array.from({ length: count }, () => random.nextBelow(4));
  const images = Uint8Array.from({ length: 16 * count }, (_, i) => random.nextBelow(140) + ((i % 16) >> 2 === labels[i >> 4] ? 100 : 0));
  return new ImageSamples(images, labels);
}

const input = { kind: "image", features: 16, height: 1, width: 1 } as const;
const data = createImageDataset(input, { train: draw(300, "train"), test: draw(100, "test") }, {});
const dataset = { name: "quarters", package: "none", version: "1.0.0" };
const optimizer = madam(0.0625);
const trace = draftTrace({ hidden: [20], data, dataset, epochs: 6, batchSize: 32, seed: 3, optimizer });

function train(changes: Partial<Arithmetic>, rule = optimizer) {
  return replay({ trace, data, engine, arithmetic: lns8Machine(changes), optimizer: rule, seed: 1 });
}

describe("every mode of the machine learns, and each differs from the default", () => {
  const base = train({});
  const sgd = sgdPlugin.create(withDefaults(sgdPlugin.parameters), "sgd");
  const wide = lns(8).datapath!;
  const cases: readonly (readonly [string, () => ReturnType<typeof train>])[] = [
    ["delayed scales", () => train({ scalePolicy: "delayed" })],
    ["oracle scales", () => train({ scalePolicy: "oracle" })],
    ["exact accumulation", () => train({ datapaths: sameDatapaths(wide.create(withDefaults(wide.parameters, { accumulation: "wide" }))) })],
    ["one conversion constant", () => train({ datapaths: sameDatapaths(wide.create(withDefaults(wide.parameters, { lut: 1 }))) })],
    ["a calibrated window", () => train({ window: "calibrated" })],
    ["stochastic rounding", () => train({ rounding: "stochastic" })],
    ["a stochastic 10-bit update grid", () => train({ update: lns(10), updateRounding: "stochastic" })],
    ["biases by SGD", () => train({ biases: "sgd" })],
    ["LNS8 codes multiplied as binary32", () => train({ datapaths: sameDatapaths(binary32.datapath!.create(withDefaults(binary32.datapath!.parameters))) })],
    ["SGD with momentum on the 16-bit grid", () => train({}, sgd)],
  ];

  test("default", () => {
    expect(base.testAccuracy).toBeGreaterThan(0.95);
    expect(base.notes).toEqual([expect.stringMatching(/^secondMoment never shrinks.*0\.999/)]);
    expect(train({ state: null }).notes).toEqual([]);
  });

  test.each(cases)("%s", (_, run) => {
    const result = run();
    expect(result.testAccuracy).toBeGreaterThan(0.9);
    expect(result.loss).not.toEqual(base.loss);
    expect(run().loss).toEqual(result.loss);
  });

  test("delayed scales clamp now and then, current ones never", () => {
    expect(train({ scalePolicy: "delayed" }).clamps).toBeGreaterThan(0);
    expect(base.clamps).toBe(0);
  });

  test("a coarse update grid is announced", () => {
    const coarse = replay({ trace, data, engine, arithmetic: lns8Machine({ update: lns(8) }), optimizer: madam(0.03125), seed: 1, steps: 1 });
    expect(coarse.notes).toContainEqual(expect.stringMatching(/rounded away.*0\.25 grid steps/));
  });
});

test("formats that the datapath cannot multiply are refused", () => {
  const run = (changes: Partial<Arithmetic>) => () => train(changes);
  expect(run({ gradients: binary32 })).toThrow(expect.objectContaining({ code: "invalid-combination", path: "gradients" }));
  const log = { kind: "log", description: "log", vectorSize: 1, bits: 16, fractionBits: 8, exponential: new Int32Array(1), deltaSame: new Int32Array(1), deltaOpposite: new Int32Array(1), order: "ascending", costRecord: null } as const;
  expect(run({ datapaths: sameDatapaths(log) })).toThrow(expect.objectContaining({ code: "invalid-combination", path: "update" }));
});

test("gradients in full precision are those of finite differences", () => {
  const model = mlpModel([5, 7, 6, 3]);
  const linear = model.filter((layer) => layer.kind === "linear");
  const random = createRandom(8, "gradients");
  const initial = new Map(linear.flatMap((layer) => [
    [`${layer.name}.weight`, Float32Array.from({ length: layer.inputs * layer.outputs }, () => random.nextFloat() - 0.5)] as const,
    [`${layer.name}.bias`, Float32Array.from({ length: layer.outputs }, () => random.nextFloat() - 0.5)] as const,
  ]));
  const batch = { count: 9, inputs: Float32Array.from({ length: 45 }, () => random.nextFloat()), labels: Uint8Array.from({ length: 9 }, () => random.nextBelow(3)) };
  const gradients = new Map<string, Float64Array>();
  const make = (values: ReadonlyMap<string, Float32Array>, observes: boolean): Trainer =>
    new Trainer({
      model,
      input: vectorInput(5),
      initial: values,
      arithmetic: fullPrecision(binary32),
      optimizer,
      engine,
      seed: 1,
      ...(observes ? { observe: (tensor) => void (tensor.role === "G" || tensor.role === "bias gradient" ? gradients.set(tensor.name, observedValues(tensor)) : 0) } : {}),
    });
  make(initial, true).step(batch);

  const step = 2 ** -7;
  for (const [name, values] of initial) {
    const gradient = gradients.get(`${name}.grad`)!;
    for (let i = 0; i < values.length; i++) {
      const shifted = (by: number): number => {
        const moved = values.slice();
        moved[i] += by;
        return make(new Map([...initial, [name, moved]]), false).evaluate(batch).lossSum / batch.count;
      };
      expect(Math.abs(gradient[i] - (shifted(step) - shifted(-step)) / (2 * step)), `${name}[${i}]`).toBeLessThan(2e-4);
    }
  }
});

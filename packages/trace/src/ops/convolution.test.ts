import fc from "fast-check";
import { expect, test } from "vitest";
import { windowPositions } from "../graph/window-size.ts";
import { lenetModel } from "../models/lenet.ts";
import type { Conv2dLayer, InputSpec, LayerSpec } from "../model.ts";
import type { StepShape } from "../schema.ts";
import { convolutionOf, type Convolution } from "./convolution.ts";
import { stepOps } from "./step-ops.ts";

const axis = fc.record({
  size: fc.integer({ min: 1, max: 9 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.integer({ min: 0, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
});
type Axis = { [key in "size" | "kernel" | "stride" | "padding" | "dilation"]: number };
const cases = fc.tuple(axis, axis).filter((axes) => axes.every((one) => windowPositions(one.size, one) > 0));

const batch = 2;

/** A convolution of 4 channels to 6 in two groups, above another one so that it has a dgrad. */
function network(down: Axis, along: Axis): { model: readonly LayerSpec[]; input: InputSpec; shape: StepShape } {
  const pair = (key: keyof Axis) => [down[key], along[key]] as const;
  const one = { kind: "conv2d", kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, bias: false } as const;
  const model: readonly LayerSpec[] = [
    { ...one, name: "below", from: ["input"], inputs: 4, outputs: 4 },
    {
      kind: "conv2d", name: "conv", from: ["below"], inputs: 4, outputs: 6, groups: 2, bias: true,
      kernel: pair("kernel"), stride: pair("stride"), padding: pair("padding"), dilation: pair("dilation"),
    },
  ];
  const input: InputSpec = { kind: "image", features: 4, height: down.size, width: along.size };
  return { model, input, shape: { batch, count: 1, ops: stepOps(model, input, batch) } };
}

test("the gathers of the phases form the gradient of every input, each once", () => {
  fc.assert(
    fc.property(cases, ([down, along]) => {
      const { model, input, shape } = network(down, along);
      const op = shape.ops.find(({ name }) => name === "conv.dgrad")!;
      const gathers = convolutionOf({ model, input }, shape, op)!;
      expect(gathers.map(sizesOf)).toEqual(op.gemms);
      const found = new Map<string, number>();
      for (const gather of gathers) gatheredGradients(gather, found);
      expect(found).toEqual(gradients(model[1] as Conv2dLayer, down, along));
    }),
    { seed: 11, numRuns: 200 },
  );
});

/** A number of its own for every output and every tap: the sum of their products says which pairs met. */
const gradientAt = (y: number, x: number): number => 1 + 31 * y + 7 * x;
const weightAt = (r: number, s: number): number => 1 + 1000 * r + 30 * s;

/** By the definition: every output sends its gradient to the inputs under its taps. */
function gradients(layer: Conv2dLayer, down: Axis, along: Axis): Map<string, number> {
  const sums = new Map<string, number>();
  for (let y = 0; y < windowPositions(down.size, down); y++) {
    for (let x = 0; x < windowPositions(along.size, along); x++) {
      for (let r = 0; r < layer.kernel[0]; r++) {
        for (let s = 0; s < layer.kernel[1]; s++) {
          const [row, column] = [y * down.stride + r * down.dilation - down.padding, x * along.stride + s * along.dilation - along.padding];
          if (row < 0 || row >= down.size || column < 0 || column >= along.size) continue;
          const key = `${row},${column}`;
          sums.set(key, (sums.get(key) ?? 0) + gradientAt(y, x) * weightAt(r, s));
        }
      }
    }
  }
  return sums;
}

/** By the gather: every result position reads its taps. Throws for a position that another product had. */
function gatheredGradients(gather: Convolution, sums: Map<string, number>): void {
  const own = new Map<string, number>();
  for (let y = 0; y < gather.outputHeight; y++) {
    for (let x = 0; x < gather.outputWidth; x++) {
      const key = `${gather.start[0] + y * gather.step[0]},${gather.start[1] + x * gather.step[1]}`;
      gather.taps[0].forEach((r, i) => {
        gather.taps[1].forEach((s, j) => {
          const row = y * gather.stride[0] - gather.padding[0] + i * gather.dilation[0];
          const column = x * gather.stride[1] - gather.padding[1] + j * gather.dilation[1];
          if (row < 0 || row >= gather.height || column < 0 || column >= gather.width) return;
          own.set(key, (own.get(key) ?? 0) + gradientAt(row, column) * weightAt(r, s));
        });
      });
    }
  }
  for (const [key, sum] of own) {
    if (sums.has(key)) throw new Error(`position ${key} was formed twice`);
    sums.set(key, sum);
  }
}

/** The product that a dgrad's gather is for, of 2 inputs a group. */
function sizesOf({ samples, groups, channels, kernel, outputHeight, outputWidth }: Convolution) {
  return { m: 2, n: samples * outputHeight * outputWidth, k: kernel[0] * kernel[1] * channels, count: groups };
}

test("fprop and wgrad gather the layer's input, dgrad the gradient of its output", () => {
  const input: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
  const model = lenetModel(input, 10);
  const shape: StepShape = { batch: 8, count: 1, ops: stepOps(model, input, 8) };
  const of = (name: string) => convolutionOf({ model, input }, shape, shape.ops.find((op) => op.name === name)!);
  const forward = {
    tensor: "pool1.out", samples: 8, groups: 1, channels: 6, height: 14, width: 14, kernel: [5, 5], stride: [1, 1],
    padding: [0, 0], dilation: [1, 1], outputHeight: 10, outputWidth: 10, taps: [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]], start: [0, 0], step: [1, 1],
  };
  expect(of("conv2.fprop")).toEqual([forward]);
  expect(of("conv2.wgrad")).toEqual([forward]);
  expect(of("conv2.dgrad")).toEqual([{
    ...forward, tensor: "conv2.out.grad", channels: 16, height: 10, width: 10, padding: [4, 4], outputHeight: 14, outputWidth: 14,
    taps: [[4, 3, 2, 1, 0], [4, 3, 2, 1, 0]],
  }]);
  expect(of("fc1.fprop")).toBeUndefined();
  expect(of("pool1.fprop")).toBeUndefined();
  expect(of("conv2.update")).toBeUndefined();
});

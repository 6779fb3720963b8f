import { createRandom } from "@lnsim/elementary";
import { createEngine } from "@lnsim/numerics";
import { mlpModel, vectorInput } from "@lnsim/trace";
import { Trainer, type ObservedTensor } from "@lnsim/training";
import { expect, test } from "vitest";
import { lns8Machine, madam } from "./machine-arithmetic.ts";
import { naiveStep, store, transpose, type Log, type LogMatrix, type Matrix } from "./naive-step.ts";

const sizes = [11, 9, 7, 4];
const batch = 45;
const random = createRandom(5, "second implementation");
const draw = (rows: number, columns: number, scale: number): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.fround(scale * (2 * random.nextFloat() - 1))));
const bound = (inputs: number): number => 1 / Math.sqrt(inputs);
const weights = sizes.slice(1).map((outputs, i) => draw(outputs, sizes[i], bound(sizes[i])));
const biases = sizes.slice(1).map((outputs, i) => draw(1, outputs, bound(sizes[i])));
const x = draw(batch, sizes[0], 1).map((row) => row.map((value) => (value < -0.3 ? 0 : Math.abs(value))));
const labels = Array.from({ length: batch }, () => random.nextBelow(4));

function rootMeanSquare(values: Matrix): number {
  const flat = values.flat();
  return Math.sqrt(flat.reduce((sum, value) => sum + value * value, 0) / flat.length);
}

/** The codes as the packages store them: a sign bit above the exponent, zero as (negative, 0). */
function codesOf(items: Log[][], bits: number): number[] {
  const signBit = 2 ** (bits - 1);
  return items.flat().map(({ sign, e }) => (sign === 0 ? signBit : (sign < 0 ? signBit : 0) + e));
}

test("five steps on the default datapath equal a naive second implementation, code for code", () => {
  let seen = new Map<string, { codes: number[]; max: number; values: number[] }>();
  const trainer = new Trainer({
    model: mlpModel(sizes),
    input: vectorInput(sizes[0]),
    initial: new Map(weights.flatMap((w, i) => [
      [`fc${i + 1}.weight`, Float32Array.from(w.flat())] as const,
      [`fc${i + 1}.bias`, Float32Array.from(biases[i].flat())] as const,
    ])),
    arithmetic: lns8Machine(),
    optimizer: madam(0.0625),
    engine: createEngine(),
    seed: 1,
    observe: ({ name, role, stored, values }: ObservedTensor) =>
      void seen.set(`${role} ${name}`, { codes: [...(stored?.codes ?? [])], max: stored?.max ?? NaN, values: [...(values ?? [])] }),
  });
  const layers = weights.map((w, i) => ({ weight: store(w, 10 * rootMeanSquare(w)), bias: store(biases[i], 10 * rootMeanSquare(biases[i])) }));
  const expectSame = (key: string, { items, max }: LogMatrix): void => {
    expect(seen.get(key)!.codes, key).toEqual(codesOf(items, 8));
    expect(Math.abs(seen.get(key)!.max / max - 1), key).toBeLessThan(1e-6);
  };

  for (let step = 1; step <= 5; step++) {
    seen = new Map();
    trainer.step({ count: batch, inputs: Float32Array.from(x.flat()), labels: Uint8Array.from(labels) });
    const naive = naiveStep(layers, x, labels, step);
    for (let l = 1; l <= 3; l++) {
      if (l > 1) expectSame(`A relu${l - 1}.out`, naive.inputs[l - 1]);
      expectSame(`W fc${l}.weight`, naive.weights[l - 1]);
      expectSame(`E fc${l}.out.grad`, naive.gradients[l - 1]);
      const gradient = naive.weightGradients[l - 1];
      expectSame(`G fc${l}.weight.grad`, { items: transpose(gradient.items), max: gradient.max });
      expect(seen.get(`update fc${l}.weight`)!.codes, `weight ${l}`).toEqual(codesOf(layers[l - 1].weight.items, 16));
      expect(seen.get(`update fc${l}.bias`)!.codes, `bias ${l}`).toEqual(codesOf(layers[l - 1].bias.items, 16));
    }
    expect(seen.get("logits fc3.out")!.values).toEqual(naive.logits.flat());
  }
});

import type { NumberFormat, Optimizer } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { describe, expect, test } from "vitest";
import { binary32, whole } from "../testing/binary32.ts";
import { integerFormat } from "../testing/integer-format.ts";
import { plainSgd, signedMultiplicative } from "../testing/plain-sgd.ts";
import { StoredTensor } from "./stored-tensor.ts";
import { createUpdate, createUpdateScratch } from "./update-rule.ts";
import { isOnUpdateGrid, SgdVector } from "./vector-parameter.ts";

const kept = { reals: "binary32", state: null } as const;

function stored(initial: readonly number[], format: NumberFormat, optimizer: Optimizer): StoredTensor {
  return new StoredTensor({ name: "w", initial: Float64Array.from(initial), format, optimizer, rounding: { mode: "nearest-even" }, ...kept });
}

function decoded(tensor: StoredTensor): number[] {
  const out = new Float64Array(tensor.codes.length);
  tensor.decode(out);
  return [...out];
}

describe("additive rules", () => {
  test("the grid follows the current maximum", () => {
    const optimizer = plainSgd(1);
    const tensor = stored([1, -0.5], integerFormat(100), optimizer);
    tensor.gradient.set([-1, 0]);
    createUpdate(tensor, optimizer, createUpdateScratch(), kept)({ step: 1, factor: 1 });
    expect(tensor.top).toBe(2);
    expect(decoded(tensor)).toEqual([2, -0.5]);
  });

  test("many chunks are one tensor", () => {
    const random = createRandom(1, "chunks");
    const initial = Array.from({ length: 10_000 }, () => Math.fround(random.nextFloat()));
    const optimizer = plainSgd(0.5);
    const tensor = stored(initial, binary32, optimizer);
    tensor.gradient.forEach((_, i) => (tensor.gradient[i] = i));
    createUpdate(tensor, optimizer, createUpdateScratch(), kept)({ step: 1, factor: 1 });
    expect(decoded(tensor)).toEqual(initial.map((value, i) => Math.fround(value - 0.5 * i)));
  });
});

test("an optimizer finds its slots as it declared them, and as it left them", () => {
  const counter: Optimizer = {
    ...plainSgd(1),
    slots: [{ name: "a", initial: 0 }, { name: "b", initial: 3 }],
    step: ({ slots, change }) => {
      for (let i = 0; i < change.length; i++) change[i] = slots[0][i] + slots[1][i]++;
    },
  };
  const tensor = stored([1, 1], binary32, counter);
  const update = createUpdate(tensor, counter, createUpdateScratch(), kept);
  update({ step: 1, factor: 1 });
  update({ step: 2, factor: 1 });
  expect(decoded(tensor)).toEqual([8, 8]);
});

test("what an optimizer leaves in its slots is rounded to what is stored of it", () => {
  const rule: Optimizer = {
    ...plainSgd(1),
    slots: [{ name: "a", initial: 0 }],
    step: ({ slots, change }) => {
      for (let i = 0; i < change.length; i++) change[i] = slots[0][i] += 1.25;
    },
  };
  const tensor = stored([0, 0], binary32, rule);
  const update = createUpdate(tensor, rule, createUpdateScratch(), { ...kept, state: whole });
  update({ step: 1, factor: 1 });
  update({ step: 2, factor: 1 });
  expect([...tensor.slots[0]]).toEqual([2, 2]);
  expect(decoded(tensor)).toEqual([3.5, 3.5]);
});

describe("multiplicative rules in a format that is not logarithmic", () => {
  test("multiply by 2^change, keep signs and zeros, clamp at the multiple of the initial root mean square", () => {
    const optimizer = signedMultiplicative(1, 1.5);
    const tensor = stored([2, -2, 0, 2], binary32, optimizer);
    const clamp = Math.fround(1.5 * Math.sqrt(3));
    tensor.gradient.set([1, 1, 1, -1]);
    const update = createUpdate(tensor, optimizer, createUpdateScratch(), kept);
    update({ step: 1, factor: 1 });
    expect(decoded(tensor)).toEqual([1, -clamp, 0, clamp]);
    update({ step: 2, factor: 1 });
    expect(decoded(tensor)).toEqual([0.5, -clamp, 0, clamp]);
  });

  test("on a scaled grid the clamp is the top code", () => {
    const optimizer = signedMultiplicative(1, 2);
    const tensor = stored([1, 1], integerFormat(100), optimizer);
    expect(tensor.top).toBe(2);
    tensor.gradient.set([-5, 5]);
    const update = createUpdate(tensor, optimizer, createUpdateScratch(), kept);
    update({ step: 1, factor: 1 });
    update({ step: 2, factor: 1 });
    // 1, 0.5, 0.25: the last one lies between two codes of 0.02 each.
    expect(decoded(tensor)).toEqual([2, 0.26]);
  });
});

describe("vectors", () => {
  const zeros = new Float32Array(3);
  const some = Float32Array.of(0, 0.1);

  test("are the optimizer's unless it could not move them", () => {
    expect(isOnUpdateGrid("auto", signedMultiplicative(1, 1), some)).toBe(true);
    expect(isOnUpdateGrid("auto", signedMultiplicative(1, 1), zeros)).toBe(false);
    expect(isOnUpdateGrid("auto", plainSgd(1), zeros)).toBe(true);
    expect(isOnUpdateGrid("sgd", plainSgd(1), some)).toBe(false);
    expect(isOnUpdateGrid("optimizer", signedMultiplicative(1, 1), zeros)).toBe(true);
  });

  test("by SGD keep their reals", () => {
    const bias = new SgdVector("b", zeros, "binary32");
    bias.gradient.set([1, -2, 0]);
    bias.update({ step: 1, factor: 1 });
    expect([...bias.values]).toEqual([Math.fround(-0.1), Math.fround(0.2), 0]);
    expect(bias.stored).toBeNull();
  });
});

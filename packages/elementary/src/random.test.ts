import { expect, test } from "vitest";
import { createRandom } from "./random.ts";

test("golden values: these streams must never change", () => {
  const first = (seed: number, stream?: string): number[] => {
    const random = createRandom(seed, stream);
    return [random.nextUint32(), random.nextUint32(), random.nextUint32()];
  };
  expect(first(1)).toEqual([2389465496, 1575593595, 1274286549]);
  expect(first(1, "weights")).toEqual([2341752196, 3277752579, 282031338]);
  expect(first(2 ** 40 + 1)).toEqual([1256384638, 3094221608, 367807576]);
  expect(first(-1)).toEqual([3968901148, 3580262322, 4183526110]);
  expect(createRandom(7).nextFloat()).toBe(0.9251912175236634);
  const values = Uint32Array.from({ length: 8 }, (_, index) => index);
  createRandom(7).shuffle(values);
  expect([...values]).toEqual([6, 2, 3, 7, 5, 1, 0, 4]);
});

test("seeds and streams that differ give unlike numbers", () => {
  const seen = new Set<number>();
  for (let seed = -200; seed < 200; seed++) {
    for (const stream of ["", "a", "b", 0, 1]) seen.add(createRandom(seed, stream).nextUint32());
  }
  expect(seen.size).toBeGreaterThan(1998);
});

test("floats are in [0, 1) with the moments of a uniform variable", () => {
  const random = createRandom(3);
  const count = 100_000;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = random.nextFloat();
    expect(value >= 0 && value < 1).toBe(true);
    sum += value;
    squares += value * value;
  }
  expect(Math.abs(sum / count - 1 / 2)).toBeLessThan(0.005);
  expect(Math.abs(squares / count - 1 / 3)).toBeLessThan(0.005);
});

test("integers below a bound are even, the largest bounds included", () => {
  const random = createRandom(4);
  const counts = new Uint32Array(7);
  for (let i = 0; i < 70_000; i++) counts[random.nextBelow(7)]++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  // A bound of 3 * 2^30 leaves out a quarter of all words; taking remainders would favour the lower third.
  let lower = 0;
  for (let i = 0; i < 30_000; i++) if (random.nextBelow(3 * 2 ** 30) < 2 ** 30) lower++;
  expect(Math.abs(lower - 10_000)).toBeLessThan(400);
  expect(random.nextBelow(1)).toBe(0);
  expect(() => random.nextBelow(0)).toThrow("bound");
});

test("every order of a shuffle is as likely as any other", () => {
  const random = createRandom(5);
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const values = Uint32Array.of(0, 1, 2, 3);
    random.shuffle(values);
    counts.set(values.join(""), (counts.get(values.join("")) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(160);
});

test("a seed must be a safe integer", () => {
  expect(() => createRandom(0.5)).toThrow("safe integer");
});

test("a saved stream goes on where it stood, in another one too", () => {
  const stream = createRandom(3, "saved");
  stream.nextFloat();
  const state = stream.save();
  const numbers = Array.from({ length: 5 }, () => stream.nextUint32());
  const other = createRandom(4, "other");
  other.restore(state);
  expect(Array.from({ length: 5 }, () => other.nextUint32())).toEqual(numbers);
  expect(() => other.restore(state.subarray(1))).toThrow("4 words");
});

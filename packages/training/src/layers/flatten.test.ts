import fc from "fast-check";
import { expect, test } from "vitest";
import { add } from "./add.ts";
import { flatten, unflatten } from "./flatten.ts";

const size = fc.integer({ min: 1, max: 5 });
const types = fc.constantFrom(Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array);

test("flattening makes every sample a column, and is undone", () => {
  const property = fc.property(size, size, size, types, (features, positions, batch, type) => {
    const shape = { features, positions, batch };
    const source = new type(Array.from({ length: features * positions * batch }, (_, i) => i));
    const flat = new type(source.length);
    flatten(shape, source, flat);
    for (let feature = 0; feature < features; feature++)
      for (let sample = 0; sample < batch; sample++)
        for (let position = 0; position < positions; position++)
          expect(flat[(feature * positions + position) * batch + sample]).toBe(source[(feature * batch + sample) * positions + position]);
    const back = new type(source.length);
    unflatten(shape, flat, back);
    expect(back).toEqual(source);
  });
  fc.assert(property, { seed: 1, numRuns: 60 });
});

test("tensors add element by element, rounded once, in place too", () => {
  const [left, right] = [Float32Array.of(1, 2 ** 24, -3), Float32Array.of(2, 1, 3)];
  const out = new Float32Array(3);
  add(left, right, out);
  expect([...out]).toEqual([3, 2 ** 24, 0]);
  add(left, right, left);
  expect(left).toEqual(out);
});

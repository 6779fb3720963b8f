import { expect, test } from "vitest";
import { ImageSamples } from "./image-samples.ts";

const samples = new ImageSamples(Uint8Array.from({ length: 24 }, (_, i) => i * 10), Uint8Array.of(3, 1, 2));
const drawn = Uint32Array.of(2, 0);

function inputs(shape: { features: number; height: number; width: number }): number[] {
  const out = new Float64Array(16);
  samples.readInputs(drawn, shape, out);
  return Array.from(out, (value) => Math.round(value * 25.5));
}

test("columns are samples times positions, rows are features", () => {
  expect(inputs({ features: 8, height: 1, width: 1 })).toEqual([16, 0, 17, 1, 18, 2, 19, 3, 20, 4, 21, 5, 22, 6, 23, 7]);
  expect(inputs({ features: 1, height: 2, width: 4 })).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7]);
  expect(inputs({ features: 2, height: 2, width: 2 })).toEqual([16, 17, 18, 19, 0, 1, 2, 3, 20, 21, 22, 23, 4, 5, 6, 7]);
});

test("values are bytes over 255 in the precision of the array, labels those of the samples", () => {
  const out = new Float32Array(8);
  samples.readInputs(Uint32Array.of(1), { features: 8, height: 1, width: 1 }, out);
  expect([...out]).toEqual(Array.from({ length: 8 }, (_, i) => Math.fround((80 + 10 * i) / 255)));
  const labels = new Uint8Array(2);
  samples.readLabels(drawn, labels);
  expect([...labels]).toEqual([2, 3]);
});

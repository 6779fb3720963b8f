import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import { drawDropout, dropout } from "./dropout.ts";

function draw(probability: number, seed: number, length = 20_000): Uint8Array {
  const kept = new Uint8Array(length);
  drawDropout(createRandom(seed, "dropout"), probability, kept);
  return kept;
}

test.each([0.1, 0.5, 0.9])("a share of %f is dropped, within 4 sigma", (probability) => {
  const kept = draw(probability, 1);
  const dropped = kept.length - kept.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(dropped / kept.length - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / kept.length));
});

test("the mask is the seed's, and goes on with the stream", () => {
  expect(draw(0.5, 3)).toEqual(draw(0.5, 3));
  expect(draw(0.5, 3)).not.toEqual(draw(0.5, 4));
  const random = createRandom(3, "dropout");
  const parts = [new Uint8Array(7), new Uint8Array(13)];
  for (const part of parts) drawDropout(random, 0.5, part);
  expect([...parts[0], ...parts[1]]).toEqual([...draw(0.5, 3, 20)]);
  expect(parts[0].every((value) => value <= 1)).toBe(true);
});

test("the bounds: nothing and everything", () => {
  expect(draw(0, 1).every((value) => value === 1)).toBe(true);
  expect(draw(1, 1).every((value) => value === 0)).toBe(true);
});

test("what stays is scaled, what goes is +0, whatever it was", () => {
  const x = Float64Array.of(3, -1, NaN, -Infinity, 5);
  dropout(x, Uint8Array.of(1, 0, 0, 0, 1), 0.25, x);
  expect([...x]).toEqual([4, 0, 0, 0, 5 / 0.75]);
});

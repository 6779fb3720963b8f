import { createTextDataset, ImageSamples } from "@lnsim/trace";
import { expect, test } from "vitest";
import { drawEpochs, samplesPerEpoch } from "./draw-epochs.ts";

const images = new ImageSamples(new Uint8Array(50), new Uint8Array(50));
const text = createTextDataset("abcde".repeat(400), {}, { window: 16, path: "text" }).train;

test("every epoch has every image once, in an order of its own", () => {
  const [first, second] = drawEpochs(images, 2, 7);
  const all = Uint32Array.from({ length: 50 }, (_, i) => i);
  expect(first!.toSorted()).toEqual(all);
  expect(second!.toSorted()).toEqual(all);
  expect(first).not.toEqual(second);
  expect(drawEpochs(images, 1, 7)[0]).toEqual(first);
  expect(drawEpochs(images, 1, 8)[0]).not.toEqual(first);
});

test("an epoch of a text is windows that follow one another, from a place of its own", () => {
  const epochs = drawEpochs(text, 5, 7);
  const starts = epochs.map((epoch) => epoch.toSorted());
  for (const order of starts) {
    expect(order).toHaveLength(samplesPerEpoch(text));
    expect([...order.subarray(1)]).toEqual(Array.from(order.subarray(0, -1), (start) => start + 16));
    expect(order.at(-1)).toBeLessThan(text.count);
  }
  expect(new Set(starts.map((order) => order[0])).size).toBeGreaterThan(2);
  expect(epochs[0]).not.toEqual(starts[0]);
});

test("an epoch covers the text but for less than two windows", () => {
  expect(samplesPerEpoch(text) * 16).toBeGreaterThan(1800 - 32);
});

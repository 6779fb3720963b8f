import fc from "fast-check";
import { expect, test } from "vitest";
import { addressSpan, localBelow } from "./address.ts";

test("chunks go round the channels", () => {
  const below = (address: number) => [0, 1, 2].map((channel) => localBelow(address, channel, 3, 64));
  expect([0, 64, 100, 200, 384].map((address) => below(address))).toEqual([
    [0, 0, 0],
    [64, 0, 0],
    [64, 36, 0],
    [72, 64, 64],
    [128, 128, 128],
  ]);
});

test("every byte is below the next one's address in exactly one channel", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom(32, 64, 96, 256), fc.integer({ min: 0, max: 2 ** 40 }), (channels, interleave, address) => {
      const grown = Array.from({ length: channels }, (_, channel) => localBelow(address + 1, channel, channels, interleave) - localBelow(address, channel, channels, interleave));
      expect(grown.indexOf(1)).toBe(Math.floor(address / interleave) % channels);
      expect(grown.reduce((sum, n) => sum + n, 0)).toBe(1);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("the decoder repeats after a row of every bank of every channel", () => {
  const layout = { channels: 8, banks: 16, rowBytes: 2048 };
  const span = addressSpan(layout);
  expect(span).toBe(262144);
  expect(localBelow(span + 777, 3, 8, 256) - localBelow(777, 3, 8, 256)).toBe(16 * 2048);
});

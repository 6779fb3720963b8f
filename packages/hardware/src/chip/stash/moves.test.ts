import fc from "fast-check";
import { expect, test } from "vitest";
import { stashMove } from "./moves.ts";

test("words and cycles are those of the segments one by one", () => {
  const size = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(size, size, fc.constantFrom(1, 3, 4), fc.constantFrom(1, 8, 10), (bytes, segmentBytes, banks, bankBytes) => {
      const expected = { bytes, words: 0, rows: 0 };
      for (let left = bytes; left > 0; left -= segmentBytes) {
        const words = Math.ceil(Math.min(segmentBytes, left) / bankBytes);
        expected.words += words;
        expected.rows += Math.ceil(words / banks);
      }
      expect(stashMove(bytes, segmentBytes, { banks, bankBytes })).toEqual(expected);
    }),
    { seed: 81, numRuns: 300 },
  );
});

test("nothing takes nothing", () => expect(stashMove(0, 0, { banks: 4, bankBytes: 8 })).toEqual({ bytes: 0, words: 0, rows: 0 }));

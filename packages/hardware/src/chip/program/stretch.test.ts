import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkElements, stretchJobs, stretchTraffic, type Stretch } from "./stretch.ts";
import { bytesOf, transferNumbers, variants } from "./tile-op.ts";

const bits = fc.constantFrom(1, 8, 16, 24, 8 / 3, 1 / 9);
const stretches: fc.Arbitrary<Stretch> = fc.record({
  elements: fc.integer({ min: 1, max: 300_000 }),
  unit: fc.constantFrom("ppu" as const, "update" as const),
  operations: fc.constant([]),
  readBits: fc.array(bits, { maxLength: 3 }),
  writeBits: fc.constantFrom(1, 8, 16, 40),
});
const sizes = fc.integer({ min: 64, max: 200_000 });

test("two chunks of everything that is read and written fit the global buffer, and one element more would not, up to 1024 of them", () => {
  fc.assert(
    fc.property(stretches, sizes, (stretch, sizeBytes) => {
      const chunk = chunkElements(stretch, sizeBytes);
      const twice = (elements: number) => 2 * [...stretch.readBits, stretch.writeBits].reduce((sum, each) => sum + Math.ceil((elements * each) / 8), 0);
      expect(twice(chunk)).toBeLessThanOrEqual(sizeBytes);
      const isLimited = chunk === stretch.elements || chunk === 65536;
      if (!isLimited) expect(twice(chunk + 1024)).toBeGreaterThan(sizeBytes);
    }),
    { seed: 61, numRuns: 400 },
  );
});

const banks = { banks: 4, bankBytes: 8 };

test("chunks cover every element once, each tensor's bytes one behind the other", () => {
  fc.assert(
    fc.property(stretches, sizes, (stretch, sizeBytes) => {
      const chunk = chunkElements(stretch, sizeBytes);
      const chunks = Math.ceil(stretch.elements / chunk);
      const [last, middle = last] = stretchJobs(stretch, 0, chunk).toReversed();
      const elementsOf = ([, job]: (typeof last & object)) => (job.kind === "vector" ? job.elements : 0);
      expect((chunks - 1) * elementsOf(middle!) + elementsOf(last!)).toBe(stretch.elements);
      const traffic = stretchTraffic(stretch, chunk, { name: "t", base: 96, memoryBits: 8, stashBits: [] }, banks);
      expect(traffic.strides).toEqual([chunk, 0, 0]);
      expect((chunks - 1) * bytesOf(traffic, middle![0]) + bytesOf(traffic, last![0])).toBe(stretch.elements);
      const moving = Array.from({ length: variants }, (_, variant) => bytesOf(traffic, variant)).filter((bytes) => bytes > 0);
      expect(moving).toHaveLength(chunks === 1 ? 1 : 2);
    }),
    { seed: 62, numRuns: 200 },
  );
});

test("what moves together is the same bytes, wherever each tensor lies", () => {
  const bits = fc.constantFrom(1, 4, 8, 16, 24);
  fc.assert(
    fc.property(stretches, sizes, fc.array(bits, { maxLength: 2 }), fc.array(bits, { maxLength: 2 }), (stretch, sizeBytes, memory, stash) => {
      const chunk = chunkElements(stretch, sizeBytes);
      const memoryBits = memory.reduce((sum, each) => sum + each, 0);
      const whole = stretchTraffic(stretch, chunk, { name: "t", base: 0, memoryBits: stash.reduce((sum, each) => sum + each, memoryBits), stashBits: [] }, banks);
      const split = stretchTraffic(stretch, chunk, { name: "t", base: 0, memoryBits, stashBits: stash }, banks);
      for (let variant = 0; variant < variants; variant++) {
        expect(bytesOf(split, variant)).toBe(bytesOf(whole, variant));
        const [bytes, inMemory, , inStash, words, rows] = split.transfers.subarray(variant * transferNumbers);
        expect(inMemory! + inStash!).toBe(bytes);
        if (memory.length === 0) expect(inMemory).toBe(0);
        expect(inStash!).toBeLessThanOrEqual(words! * banks.bankBytes);
        expect(words!).toBeLessThanOrEqual(rows! * banks.banks);
        expect(words!).toBeLessThan(Math.floor(inStash! / banks.bankBytes) + stash.length + 1);
      }
    }),
    { seed: 63, numRuns: 200 },
  );
});

test("chunks are whole blocks of 1024 where there is room, and no longer than 64 Ki", () => {
  const stretch: Stretch = { elements: 10 ** 6, unit: "ppu", operations: [], readBits: [16], writeBits: 8 };
  expect(chunkElements(stretch, 2 ** 21)).toBe(65536);
  expect(chunkElements(stretch, 2 ** 16)).toBe(10 * 1024);
  expect(chunkElements(stretch, 4096)).toBe(682);
  expect(chunkElements({ ...stretch, elements: 50 }, 4096)).toBe(50);
});

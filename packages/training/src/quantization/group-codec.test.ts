import type { NumberFormat } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import { integerFormat } from "../testing/integer-format.ts";
import { GroupCodec } from "./group-codec.ts";
import { Groups, type GroupKind } from "./grouping.ts";

const plain = integerFormat(7);
const nearest = { mode: "nearest-even" } as const;

/** The format with bulk calls that work element by element; they count in `calls`. */
function bulkFormat(calls: { count: number }): NumberFormat {
  const topAt = (maxima: Float64Array, run: number, i: number): number => maxima[Math.floor(i / run) % maxima.length];
  return {
    ...plain,
    encodeGroups(values, { maxima, run }, rounding, out) {
      calls.count++;
      values.forEach((_, i) => plain.encode(values.subarray(i, i + 1), topAt(maxima, run, i), rounding, out.subarray(i, i + 1)));
      return true;
    },
    decodeGroups(codes, { maxima, run }, out) {
      codes.forEach((_, i) => plain.decode(codes.subarray(i, i + 1), topAt(maxima, run, i), out.subarray(i, i + 1)));
    },
  };
}

test.each<[GroupKind, number]>([
  ["rows", 1],
  ["columns", 2],
  ["row-vectors", 14],
  ["column-vectors", 4],
])("%s of two blocks go in %i bulk calls to the codes and values of one group after the other", (kind, pieces) => {
  const calls = { count: 0 };
  const random = createRandom(2, "codec");
  const groups = new Groups({ kind, vectorSize: 4 }, { rows: 7, columns: 9, blocks: 2 });
  const values = Float64Array.from({ length: 126 }, () => random.nextFloat() - 0.5);
  const tops = Float64Array.from({ length: groups.count }, (_, i) => (i === 1 ? 0 : 0.3 + random.nextFloat()));
  for (let i = 0; i < groups.length(1); i++) values[groups.start(1) + i * groups.stride] = 0;
  const results = [bulkFormat(calls), plain].map((format) => {
    const [codes, decoded] = [new Uint16Array(126), new Float64Array(126)];
    const codec = new GroupCodec(format, groups);
    codec.encode(values, tops, nearest, codes);
    codec.decode(codes, tops, decoded);
    return { codes, decoded };
  });
  expect(results[0]).toEqual(results[1]);
  expect(calls.count).toBe(pieces);
});

test("a format that declines leaves all to the way group by group", () => {
  const groups = new Groups({ kind: "columns", vectorSize: 1 }, { rows: 2, columns: 3 });
  const codes = new Uint16Array(6);
  const codec = new GroupCodec({ ...plain, encodeGroups: () => false }, groups);
  codec.encode(Float64Array.of(1, 2, 3, -1, -2, 0), Float64Array.of(1, 2, 3), nearest, codes);
  const decoded = new Float64Array(6);
  codec.decode(codes, Float64Array.of(1, 2, 3), decoded);
  expect([...decoded]).toEqual([1, 2, 3, -1, -2, 0]);
});

import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import { groupMaxima } from "./group-maxima.ts";
import { Groups, type GroupKind } from "./grouping.ts";
import { singleMaxima } from "./single-maxima.ts";

const kinds: readonly GroupKind[] = ["tensor", "rows", "columns", "row-vectors", "column-vectors"];
const sizes = [
  { rows: 1, columns: 1 },
  { rows: 7, columns: 5, blocks: 3 },
  { rows: 9, columns: 2100 },
  { rows: 33, columns: 12, blocks: 2 },
];

/** By the definition: element by element. */
function expected(values: Float32Array, groups: Groups): Float64Array {
  return Float64Array.from({ length: groups.count }, (_, group) => {
    let largest = 0;
    for (let i = 0; i < groups.length(group); i++) {
      const magnitude = Math.abs(values[groups.start(group) + i * groups.stride]);
      if (magnitude > largest) largest = magnitude;
    }
    return largest;
  });
}

function arbitraryValues(length: number): Float32Array {
  const random = createRandom(5, "maxima");
  return Float32Array.from({ length }, (_, i) => (i % 3 === 0 ? 0 : (random.nextFloat() - 0.5) * 2 ** ((i % 40) - 60)));
}

test.each(kinds)("the largest magnitude of %s, in either precision, with infinities and NaN among them", (kind) => {
  for (const size of sizes) {
    const groups = new Groups({ kind, vectorSize: 4 }, size);
    const plain = arbitraryValues(size.rows * size.columns * (size.blocks ?? 1));
    const withInfinity = plain.map((value, i) => (i % 11 === 10 ? -Infinity : value));
    const withNan = withInfinity.map((value, i) => (i % 13 === 12 ? NaN : value));
    for (const values of [plain, withInfinity, withNan]) {
      for (const reals of [values, Float64Array.from(values)]) {
        const out = new Float64Array(groups.count).fill(-1);
        groupMaxima(reals, groups, out);
        expect(out).toEqual(expected(values, groups));
      }
    }
  }
});

test("bits tell of every NaN, whatever its sign, and of nothing else", () => {
  for (const kind of ["rows", "columns"] as const) {
    const groups = new Groups({ kind, vectorSize: 1 }, { rows: 6, columns: 5 });
    const values = new Float32Array(30).fill(-Infinity);
    expect(singleMaxima(values, groups, new Float64Array(groups.count))).toBe(true);
    for (let i = 0; i < 30; i++) {
      const one = values.slice();
      one[i] = NaN;
      if (i % 2 === 1) new Int32Array(one.buffer)[i] = -1;
      expect(singleMaxima(one, groups, new Float64Array(groups.count))).toBe(false);
    }
  }
});

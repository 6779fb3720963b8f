import { createRandom } from "@lnsim/elementary";
import { describe, expect, test } from "vitest";
import { integerFormat } from "../testing/integer-format.ts";
import type { GroupKind } from "./grouping.ts";
import { QuantizedOperand } from "./quantized-operand.ts";
import { Quantizer } from "./quantizer.ts";

const format = integerFormat(7);
const size = { rows: 5, columns: 6 };
const random = createRandom(3, "operand");
const values = Float64Array.from({ length: 30 }, (_, i) => (random.nextFloat() - 0.5) * 2 ** (i % 7));

function quantized(kind: GroupKind, grid: "float" | { perOctave: number }, source = values): QuantizedOperand {
  const operand = new QuantizedOperand({ format, size, grouping: { kind, vectorSize: 4 }, wantsFloats: true });
  new Quantizer({ name: "x", format, grid, policy: "oracle", rounding: { mode: "nearest-even" } }).quantize(source, operand);
  return operand;
}

describe.each<GroupKind>(["tensor", "rows", "columns", "row-vectors", "column-vectors"])("%s", (kind) => {
  test.each<[string, "float" | { perOctave: number }]>([
    ["their own maxima", "float"],
    ["powers of two, encoded at once", { perOctave: 1 }],
  ])("are encoded each by its own top: %s", (_, grid) => {
    const operand = quantized(kind, grid);
    const { groups, tops, codes } = operand;
    const decoded = new Float64Array(30);
    operand.decode(decoded);
    for (let group = 0; group < groups.count; group++) {
      const places = Array.from({ length: groups.length(group) }, (__, i) => groups.start(group) + i * groups.stride);
      const own = Float64Array.from(places, (place) => values[place]);
      const largest = Math.max(...own.map(Math.abs));
      expect(tops[group]).toBe(grid === "float" ? largest : 2 ** Math.ceil(Math.log2(largest)));
      const expected = new Uint16Array(own.length);
      format.encode(own, tops[group], { mode: "nearest-even" }, expected);
      expect(places.map((place) => codes[place])).toEqual([...expected]);
      format.decode(expected, tops[group], own);
      expect(places.map((place) => decoded[place])).toEqual([...own]);
    }
    expect([...operand.floats!]).toEqual([...decoded].map(Math.fround));
  });
});

test("a group of zeros has top 0 and zero codes", () => {
  const operand = quantized("rows", { perOctave: 1 }, values.map((value, i) => (i < 6 ? 0 : value)));
  expect(operand.tops[0]).toBe(0);
  expect([...operand.codes.subarray(0, 6)]).toEqual([7, 7, 7, 7, 7, 7]);
});

test("rows cut out follow the whole", () => {
  const operand = quantized("row-vectors", "float");
  const part = operand.part(1, 2);
  expect([...part.tops]).toEqual([...operand.tops.subarray(2, 6)]);
  operand.codes[6] = 3;
  const decoded = new Float64Array(12);
  part.decode(decoded);
  expect(part.codes[0]).toBe(3);
  expect(decoded[0]).toBe((-4 * operand.tops[2]) / 7);
  expect(() => quantized("columns", "float").part(0, 2)).toThrow("no parts");
});

test("the values that can stand among the floats are known where scales are not in them", () => {
  const make = (kind: GroupKind, floatMax: number | null): QuantizedOperand => new QuantizedOperand({ format, size, grouping: { kind, vectorSize: 4 }, wantsFloats: true, floatMax });
  for (const [kind, floatMax] of [["tensor", null], ["rows", null], ["row-vectors", 7]] as const) expect(make(kind, floatMax).floatSet).toBeNull();
  for (const kind of ["tensor", "rows", "columns"] as const) {
    const operand = make(kind, 7);
    new Quantizer({ name: "x", format, grid: "float", policy: "oracle", rounding: { mode: "nearest-even" } }).quantize(values, operand);
    const possible = new Set(operand.floatSet);
    expect(possible.size).toBe(15);
    expect(operand.floats!.every((value) => possible.has(value))).toBe(true);
    expect(operand.floats!.some((value) => value !== 0)).toBe(true);
  }
});

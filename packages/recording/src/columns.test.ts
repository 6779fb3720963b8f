import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteWriter } from "./byte-writer.ts";
import { ColumnReader, foldSigns, unfoldSigns, writeColumn, writeZeros } from "./columns.ts";

const columns = fc.array(fc.array(fc.oneof(fc.nat({ max: 255 }), fc.nat({ max: 70000 }), fc.maxSafeNat()), { maxLength: 20 }), { maxLength: 5 });

test("columns of whole numbers come back, in the bytes that their largest number needs", () => {
  fc.assert(
    fc.property(columns, (lists) => {
      const writer = new ByteWriter();
      for (const list of lists) writeColumn(writer, Float64Array.from(list));
      const reader = new ColumnReader(writer.written());
      for (const list of lists) {
        const numbers = new Float64Array(list.length);
        expect(reader.width()).toBe(list.reduce((width, number) => Math.max(width, number === 0 ? 0 : Math.ceil(number.toString(16).length / 2)), 0));
        reader.read(numbers);
        expect([...numbers]).toEqual(list);
      }
      expect(() => reader.end()).not.toThrow();
    }),
    { seed: 3 },
  );
});

test("signs are folded into whole numbers and back", () => {
  const numbers = [0, -1, 1, -2, 2, -4503599627370495, 4503599627370495];
  expect([...foldSigns(Float64Array.from(numbers))].slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  expect([...unfoldSigns(foldSigns(Float64Array.from(numbers)))]).toEqual(numbers);
});

test("numbers of both signs are read into as small an array as holds them", () => {
  const read = (numbers: readonly number[]) => {
    const writer = new ByteWriter();
    writeColumn(writer, foldSigns(Float64Array.from(numbers)));
    return new ColumnReader(writer.written()).readSigned(numbers.length);
  };
  expect(read([0, 0])).toEqual(new Int8Array(2));
  expect(read([-128, 127, 0])).toEqual(Int8Array.of(-128, 127, 0));
  expect(read([-129, 128])).toEqual(Int32Array.of(-129, 128));
  expect(read([-(2 ** 23), 2 ** 23 - 1])).toEqual(Int32Array.of(-(2 ** 23), 2 ** 23 - 1));
  expect(read([2 ** 23, -(2 ** 50)])).toEqual(Float64Array.of(2 ** 23, -(2 ** 50)));
});

test("columns that are longer than their bytes, or shorter, are refused", () => {
  const writer = new ByteWriter();
  writeColumn(writer, Float64Array.of(1, 2, 3));
  writeZeros(writer);
  expect(() => new ColumnReader(writer.written()).read(new Float64Array(5))).toThrow("longer than its block");
  expect(() => new ColumnReader(Uint8Array.of(8, 1)).read(new Float64Array(1))).toThrow("longer than its block");
  expect(() => new ColumnReader(writer.written()).end()).toThrow("longer than its columns");
  expect(() => writeColumn(writer, Float64Array.of(2 ** 60))).toThrow("no exact whole number");
});

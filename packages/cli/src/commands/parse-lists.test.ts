import { expect, test } from "vitest";
import { parseCount } from "./parse-count.ts";
import { parseIntegers } from "./parse-integers.ts";
import { parseNames } from "./parse-names.ts";
import { parsePowers } from "./parse-powers.ts";

test.each([
  ["16", [16]],
  ["10, 16,-3", [10, 16, -3]],
  ["-2..1", [-2, -1, 0, 1]],
  ["10..15:2,20", [10, 12, 14, 20]],
])("whole numbers %s", (text, values) => {
  expect(parseIntegers("--lsb", text)).toEqual(values);
});

test.each(["", "1,", "3..1", "1..5:0", "1.5", "1..2..3", "0..1000000000", "x"])("no whole numbers: %s", (text) => {
  expect(() => parseIntegers("--lsb", text)).toThrow(expect.objectContaining({ code: "syntax", path: "--lsb", found: text }));
});

test.each([
  ["2^-7", [2 ** -7]],
  ["2^-4,0.01,3", [2 ** -4, 0.01, 3]],
  ["2^-1..2^-3", [0.5, 0.25, 0.125]],
  ["2^3..2^5", [8, 16, 32]],
])("numbers %s", (text, values) => {
  expect(parsePowers("--gammas", text)).toEqual(values);
});

test.each(["", "1..32", "2^", "2^-4..8", "1,,2", "2^-4..2^-5..2^-6x"])("no numbers: %s", (text) => {
  expect(() => parsePowers("--gammas", text)).toThrow(expect.objectContaining({ code: "syntax", path: "--gammas" }));
});

test("a count is a whole number, or all", () => {
  expect([parseCount("--ops", "0"), parseCount("--ops", "25"), parseCount("--ops", "all")]).toEqual([0, 25, Infinity]);
  for (const text of ["", "-1", "1.5", "few", "All"]) expect(() => parseCount("--ops", text)).toThrow(expect.objectContaining({ code: "syntax", path: "--ops", found: text }));
});

test("names are taken once each, without the spaces around them", () => {
  expect(parseNames("fprop, dgrad,fprop")).toEqual(["fprop", "dgrad"]);
});

import type { NumberFormat } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { codesJson, renderCodes, signOf, type CodeRow } from "./codes.ts";

const rows: readonly CodeRow[] = [
  { value: 0.5, code: 3, sign: 1, decoded: 0.625 },
  { value: -Infinity, code: 7, sign: -1, decoded: -1 },
  { value: Number.NaN, code: 4, sign: 0, decoded: Number.NaN },
  { value: Infinity, code: 2, sign: 1, decoded: Infinity },
];

test("what JSON has no number for is a text", () => {
  expect(JSON.parse(codesJson(rows))).toEqual([
    { value: 0.5, code: 3, sign: 1, decoded: 0.625 },
    { value: "-Infinity", code: 7, sign: -1, decoded: -1 },
    { value: "NaN", code: 4, sign: 0, decoded: "NaN" },
    { value: "Infinity", code: 2, sign: 1, decoded: "Infinity" },
  ]);
});

test("a table has bits and relative errors, none where there is no finite one", () => {
  const lines = renderCodes({ bits: 3 } as NumberFormat, rows).split("\n");
  expect(lines[1]).toMatch(/^ +0\.5 +3 +011 +0\.625 +25\.000 %$/);
  expect(lines.slice(2).map((line) => line.split(/ +/).at(-1))).toEqual(["-", "0", "0"]);
});

test("NaN has no sign, and zero has none either", () => expect([NaN, -0, -2].map(signOf)).toEqual([0, 0, -1]));

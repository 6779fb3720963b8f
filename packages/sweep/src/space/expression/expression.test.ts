import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scalar } from "../../point.ts";
import { holds } from "./evaluate.ts";
import { pathsOf } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";

const values: { readonly [path: string]: Scalar } = { "array.rows": 16, "array.columns": 8, dataflow: "os", "energy.extrapolate": false };
const isTrue = (source: string) => holds(parseExpression(source), (path) => values[path]!);

test.each([
  ["array.rows * array.columns <= 128", true],
  ["array.rows*array.columns<128", false],
  ["1 + 2 * 3 == 7 and (1 + 2) * 3 == 9", true],
  ["10 - 4 - 3 == 3 and 16 / 4 / 2 == 2", true],
  ["not dataflow == 'ws' and array.rows % 3 == 1", true],
  ["!(dataflow == \"os\") || -array.rows < -2^3", true],
  ["true or false and false", true],
  ["not energy.extrapolate", true],
  ["not not (array.rows > 1e1)", true],
  ["not array.rows == 16 or array.rows == 16", true],
])("%s", (source, expected) => expect(isTrue(source)).toBe(expected));

test("paths are found once each", () => {
  expect(pathsOf(parseExpression("not array.rows < array.columns or -array.rows == 1"))).toEqual(["array.rows", "array.columns"]);
});

describe("refusals", () => {
  test.each([
    ["array.rows <= ", "it ends at character 14"],
    ["array.rows <= 3 4", '"4" stands at character 17'],
    ["(array.rows < 3", "it ends at character 16"],
    ["1 < 2 < 3", '"<" stands at character 7'],
    ["process.exit(1)", '"(" stands at character 13'],
    ["and", '"and" stands at character 1'],
    ["", "it ends at character 1"],
    ["a = 3", "at character 3"],
    ["rows; 1", "at character 5"],
    [`${"(".repeat(1000)}1`, "character 201"],
  ])("%s", (source, found) => {
    expect(() => parseExpression(source)).toThrow(expect.objectContaining({ code: "syntax", found: expect.stringContaining(found) }));
  });

  test.each(["array.rows", "dataflow < 3", "dataflow == 3", "1 and true", "-dataflow == 1", "not 3"])("%s", (source) => {
    expect(() => isTrue(source)).toThrow(expect.objectContaining({ code: "invalid-value" }));
  });
});

/** Expressions with their value as JavaScript has it: fully parenthesised, so that it does not decide what binds more. */
const { sum } = fc.letrec<{ sum: [string, number]; factor: [string, number] }>((tie) => ({
  factor: fc.oneof({ depthSize: "small" }, fc.nat(99).map((n): [string, number] => [String(n), n]), tie("sum").map(([text, value]): [string, number] => [`(${text})`, value])),
  sum: fc.tuple(tie("factor"), fc.array(fc.tuple(fc.constantFrom("+", "-"), fc.array(tie("factor"), { minLength: 1, maxLength: 3 })), { maxLength: 3 })).map(([[text, value], terms]): [string, number] => [
    text + terms.map(([sign, factors]) => ` ${sign} ${factors.map(([each]) => each).join("*")}`).join(""),
    terms.reduce((total, [sign, factors]) => total + (sign === "+" ? 1 : -1) * factors.reduce((product, [, each]) => product * each, 1), value),
  ]),
}));

test("sums and products come out as in arithmetic", () => {
  fc.assert(
    fc.property(sum, ([text, value]) => isTrue(`${text} == ${value < 0 ? `-${-value}` : value}`)),
    { seed: 1, numRuns: 200 },
  );
});

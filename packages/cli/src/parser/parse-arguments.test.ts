import { LnsimError } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { program } from "../../bin/commands.js";
import { handlers } from "../commands/handlers.ts";
import { parseArguments } from "./parse-arguments.ts";

const parse = (args: string) => parseArguments(program, args === "" ? [] : args.split(" "));

describe("a command line", () => {
  test("becomes a command and its input, defaults included", async () => {
    const { path, input } = await parse("run --steps 20 --set pe.lanes=16 --set a=b --exact");
    expect(path).toEqual(["run"]);
    expect(input).toMatchObject({ machine: "lns-madam", format: "table", set: ["pe.lanes=16", "a=b"], plugin: [], steps: 20, numerics: "on", exact: "burst" });
    expect(input).not.toHaveProperty("seed");
  });

  test("has switches that are off unless they are given", async () => {
    expect((await parse("approx anneal")).input).toMatchObject({ check: false, bits: 16 });
    expect((await parse("approx anneal --check --bits 13")).input).toMatchObject({ check: true, bits: 13 });
  });

  test("may have negative numbers among its arguments", async () => {
    const { input } = await parse("format encode lns8 --max 2 0.5 -0.3 -1e-3 --format json");
    expect(input).toMatchObject({ NAME: "lns8", VALUE: [0.5, -0.3, -0.001], max: 2, format: "json" });
  });

  test("may have infinities and NaN among its numbers", async () => {
    const { input } = await parse("format encode lns8 -Infinity +inf Infinity NaN --max 2 -inf");
    expect(input).toMatchObject({ VALUE: [-Infinity, Infinity, Infinity, Number.NaN, -Infinity], max: 2 });
  });

  test("may attach a value to a flag that needs none", async () => {
    expect((await parse("run --exact=cycle")).input.exact).toBe("cycle");
    expect((await parse("run")).input).not.toHaveProperty("exact");
  });
});

test("every command of the table has a handler, and no other", () => {
  const paths = program.commands.flatMap((entry) =>
    "commands" in entry ? entry.commands.map(({ name }) => `${entry.name} ${name}`) : [entry.name],
  );
  expect(Object.keys(handlers).sort()).toEqual(paths.sort());
});

describe("a mistake is a typed error", () => {
  test.each<[string, Partial<LnsimError>]>([
    ["rnu", { code: "unknown-name", nearest: "run", found: "rnu" }],
    ["format", { code: "missing-value", expected: "list, show, encode, decode" }],
    ["format lst", { code: "unknown-name", nearest: "list" }],
    ["run --stesp 3", { code: "unknown-name", nearest: "--steps" }],
    ["run -s 3", { code: "unknown-name" }],
    ["--completions", { code: "unknown-name", found: "--completions" }],
    ["run --wizard", { code: "unknown-name", found: "--wizard" }],
    ["run --log-level debug", { code: "unknown-name", found: "--log-level" }],
    ["run --steps two", { code: "invalid-value", found: "two", expected: "a whole number" }],
    ["run --steps 1.5", { code: "invalid-value", expected: "a whole number" }],
    ["run --steps", { code: "missing-value", expected: "a whole number" }],
    ["run --numerics maybe", { code: "invalid-value", expected: "on or off" }],
    ["run --exact=cycles", { code: "invalid-value", nearest: "cycle" }],
    ["run --machine a --machine b", { code: "invalid-value", found: "2 occurrences", expected: "the flag once" }],
    ["run now", { code: "unknown-name", found: "now" }],
    ["format encode lns8", { code: "missing-value", message: '"lnsim format encode" needs VALUE' }],
    ["format encode lns8 x", { code: "invalid-value", found: "x", expected: "a number, Infinity or NaN" }],
    ["format encode lns8 1e999", { code: "invalid-value", found: "1e999" }],
    ["format encode lns8 -Infinty", { code: "unknown-name", found: "-Infinty" }],
    ["run -steps 3", { code: "unknown-name", found: "-steps", nearest: "--steps" }],
    ["format encode lns8 1 --max x", { code: "invalid-value", expected: "a number" }],
    ["machine show", { code: "missing-value", message: '"lnsim machine show" needs NAME|FILE' }],
  ])("lnsim %s", async (args, expected) => {
    const error: unknown = await parse(args).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    const [first] = error instanceof AggregateError ? error.errors : [error];
    expect(first).toBeInstanceOf(LnsimError);
    expect(first).toMatchObject(expected);
  });
});

import { LnsimError, type Parameter } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { decodeTree } from "./decode.ts";
import type { ParameterTree } from "./parameter-tree.ts";

const lanes: Parameter = { type: "integer", default: 32, minimum: 1, maximum: 64, unit: "lane", description: "Lanes." };
const tree: ParameterTree = {
  pe: {
    lanes,
    clock: { type: "number", default: 0.5, minimum: 0, maximum: 1, unit: "1", description: "A share." },
    collector: { drain: { type: "choice", choices: ["overlapped", "serial"], default: "overlapped", description: "How." } },
  },
  verbose: { type: "boolean", default: false, description: "Talk." },
  name: { type: "text", default: "x", description: "Name." },
};

function errorsOf(given: unknown): readonly LnsimError[] {
  try {
    decodeTree(tree, given, { subject: "machine description", locate: (path) => `m.yaml:${path.length}:1` });
  } catch (error) {
    return error instanceof AggregateError ? error.errors : [error as LnsimError];
  }
  return [];
}

describe("decodeTree", () => {
  test("fills in the defaults of absent keys and sections", () => {
    expect(decodeTree(tree, { pe: { lanes: 8 } }, { subject: "m" })).toEqual({
      pe: { lanes: 8, clock: 0.5, collector: { drain: "overlapped" } },
      verbose: false,
      name: "x",
    });
  });

  test("reports every wrong value, with place, found and expected", () => {
    const errors = errorsOf({ pe: { lanes: 65, clock: "fast", collector: { drain: "later" } }, verbose: 1 });
    expect(errors.map(({ code, path, found, expected }) => [code, path, found, expected])).toEqual([
      ["invalid-value", "pe.lanes in m.yaml:2:1", "65", "a whole number from 1 to 64"],
      ["invalid-value", "pe.clock in m.yaml:2:1", '"fast"', "a number from 0 to 1"],
      ["invalid-value", "pe.collector.drain in m.yaml:3:1", '"later"', "overlapped or serial"],
      ["invalid-value", "verbose in m.yaml:1:1", "1", "true or false"],
    ]);
  });

  test.each([[-1], [0], [1.5], [null], ["32"], [Number.NaN]])("refuses %o lanes", (value) => {
    expect(errorsOf({ pe: { lanes: value } })).toHaveLength(1);
  });

  test("refuses unknown keys and names the nearest", () => {
    const [error] = errorsOf({ pe: { collector: { drian: "serial" } } });
    expect(error).toMatchObject({ code: "unknown-key", nearest: "pe.collector.drain" });
  });

  test("names a parameter that stands in another section", () => {
    expect(errorsOf({ drain: "serial" })[0]).toMatchObject({ code: "unknown-key", nearest: "pe.collector.drain" });
  });

  test("refuses a scalar where a section stands, and the other way round", () => {
    expect(errorsOf({ pe: 3 })[0]).toMatchObject({ code: "invalid-value", path: "pe in m.yaml:1:1" });
    expect(errorsOf({ verbose: { yes: true } })[0]).toMatchObject({ code: "invalid-value" });
    expect(errorsOf(7)[0]).toMatchObject({ code: "invalid-value", path: "m.yaml:0:1" });
  });
});

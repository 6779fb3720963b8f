import { expect, test } from "vitest";
import { costsOf, parseObjectives } from "./objective.ts";
import { rowOf } from "./rows.fixture.ts";

test("families stand for their first figure, and goals for the better way", () => {
  expect(parseObjectives("energy, accuracy:max,cycles.total:max")).toEqual([
    { figure: "energy.totalPj", goal: "min" },
    { figure: "accuracy.test", goal: "max" },
    { figure: "cycles.total", goal: "max" },
  ]);
});

test.each([
  ["enrgy:min", { code: "unknown-name", nearest: "energy", path: "--objective" }],
  ["cycles.perStp", { code: "unknown-name", nearest: "cycles.perStep" }],
  ["energy:least", { code: "invalid-value", found: "energy:least", expected: "energy:min or energy:max" }],
  ["energy:min:max", { code: "invalid-value" }],
  ["macs", { code: "invalid-value", message: expect.stringContaining("neither better nor worse") }],
  ["energy,energy.totalPj:min", { code: "invalid-combination", found: "energy.totalPj" }],
  ["", { code: "unknown-name" }],
])("refuses %s", (text, error) => {
  expect(() => parseObjectives(text)).toThrow(expect.objectContaining(error));
});

test("costs are less where a design is better, and missing where one figure is", () => {
  const objectives = parseObjectives("energy,accuracy");
  expect(costsOf(rowOf({}, { "energy.totalPj": 5, "accuracy.test": 0.9 }), objectives)).toEqual([5, -0.9]);
  expect(costsOf(rowOf({}, { "energy.totalPj": 5, "accuracy.test": null }), objectives)).toBeNull();
  expect(costsOf(rowOf({}, { "energy.totalPj": NaN, "accuracy.test": 1 }), objectives)).toBeNull();
});

import { withDefaults } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";
import type { ObservedUpdate } from "@lnsim/training";
import { expect, test } from "vitest";
import { updateParts } from "./update-parts.ts";

const format = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns");

function observed(name: string, length: number): [string, ObservedUpdate] {
  const moment = { codes: new Uint8Array(length), top: 1 };
  return [name, { name, step: 1, factor: 1, format, gradient: new Float32Array(length), before: { ...moment, slots: [] }, after: moment }];
}

const updates = new Map([observed("fc1.weight", 10), observed("fc1.bias", 4), observed("fc10.weight", 6)]);

/** Tensor and range of each part of a place in an op of so many elements. */
function partsOf(parameter: string, elements: number, from: number, to: number): unknown {
  const op = { id: 0, kind: "update", pass: "update", name: "an update", parameter, elements, after: [] } as const;
  return updateParts(updates, { kind: "update", op, elements: { from, to } })?.map(({ update, ...range }) => [update.name, range.from, range.to]) ?? null;
}

test("elements behind those of the weights are those of the bias", () => {
  expect(partsOf("fc1.weight", 14, 2, 10)).toEqual([["fc1.weight", 2, 10]]);
  expect(partsOf("fc1.weight", 14, 8, 12)).toEqual([["fc1.weight", 8, 10], ["fc1.bias", 0, 2]]);
  expect(partsOf("fc1.weight", 14, 10, 14)).toEqual([["fc1.bias", 0, 4]]);
});

test("elements that have no codes are not made up", () => {
  expect(partsOf("fc10.weight", 8, 0, 6)).toEqual([["fc10.weight", 0, 6]]);
  expect(partsOf("fc10.weight", 8, 5, 7)).toBeNull();
  expect(partsOf("fc2.weight", 8, 0, 4)).toBeNull();
  expect(partsOf("fc1.bias", 4, 0, 4)).toBeNull();
});

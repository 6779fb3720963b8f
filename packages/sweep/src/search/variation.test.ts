import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import type { SearchAxis } from "./search-space.ts";
import { crossed, mutated, spreadGenomes } from "./variation.ts";

const axes: readonly SearchAxis[] = [
  { name: "rows", size: 9, isOrdered: true },
  { name: "dataflow", size: 4, isOrdered: false },
  { name: "fixed", size: 1, isOrdered: true },
];
const random = createRandom(1);
const times = Array.from({ length: 2000 });

test("a child has each gene of one of its parents", () => {
  const children = times.map(() => crossed([0, 1, 0], [8, 3, 0], random));
  expect(new Set(children.map(String))).toEqual(new Set(["0,1,0", "0,3,0", "8,1,0", "8,3,0"]));
});

test("a mutation moves something, within the axes, along ordered ones mostly by a step", () => {
  const children = times.map(() => mutated([4, 1, 0], axes, random));
  for (const child of children) {
    expect(child).not.toEqual([4, 1, 0]);
    child.forEach((gene, axis) => expect(gene >= 0 && gene < axes[axis]!.size).toBe(true));
  }
  const distances = children.map(([gene]) => Math.abs(gene! - 4)).filter((distance) => distance > 0);
  expect(distances.filter((distance) => distance === 1).length / distances.length).toBeCloseTo(0.5, 1);
  expect(new Set(children.map(([, gene]) => gene))).toEqual(new Set([0, 1, 2, 3]));
});

test("at the end of an ordered axis a gene moves inwards", () => {
  const ends = times.map(() => mutated([8], [axes[0]!], random)[0]!);
  expect(Math.max(...ends)).toBe(7);
});

test("the first designs are spread evenly over every axis", () => {
  const few = spreadGenomes([{ name: "long", size: 100, isOrdered: true }], 10, random).map(([gene]) => Math.floor(gene! / 10));
  expect(few.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const many = spreadGenomes(axes, 12, random);
  expect([0, 1, 2, 3].map((level) => many.filter(([, gene]) => gene === level).length)).toEqual([3, 3, 3, 3]);
});

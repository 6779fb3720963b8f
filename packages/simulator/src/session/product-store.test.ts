import { withDefaults, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";
import type { ObservedProduct } from "@lnsim/training";
import { expect, test } from "vitest";
import { columnOf, rowOf } from "./product-lines.ts";
import { ProductStore } from "./product-store.ts";

const family = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns").datapath!;
const datapath = family.create(withDefaults(family.parameters)) as FixedAccumulateDatapath;

/** Two rows of A and three columns of B of four terms, and an array that is longer than that. */
function observed(site: string, isTransposed = false): ObservedProduct {
  const codes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, place) => place);
  return { site, datapath, m: 2, n: 3, k: 4, a: codes(10), aTransposed: isTransposed, b: codes(15), bTransposed: isTransposed, hasVectorScales: false, sums: new Int32Array(6) };
}

test("what is asked for is kept whatever its size, others as long as all of their products have room", () => {
  const store = new ProductStore("asked m 2, n 3, k 4", 60);
  for (const site of ["first", "two", "two", "asked", "asked", "two"]) store.add(observed(site));
  const sizes = [...store.kept].map(([key, products]) => [key.split(" ")[0], products?.length ?? null]);
  expect(sizes).toEqual([["first", 1], ["two", null], ["asked", 2]]);
});

test("lines are copies of the run's arrays, whichever way it stores them", () => {
  const store = new ProductStore(null, 1000);
  const [plain, turned] = [observed("plain"), observed("turned", true)];
  for (const product of [plain, turned]) {
    store.add(product);
    for (const array of [product.a, product.b]) array.fill(0);
  }
  const lines = [...store.kept.values()].map((products) => [rowOf(products![0]!, 1), columnOf(products![0]!, 2)].map((line) => [...line]));
  expect(lines).toEqual([
    [[4, 5, 6, 7], [2, 5, 8, 11]],
    [[1, 3, 5, 7], [8, 9, 10, 11]],
  ]);
});

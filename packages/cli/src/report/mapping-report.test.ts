import type { MachineMapping } from "@lnsim/simulator";
import { expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { renderMapping } from "./mapping-report.ts";

const cost = { cycles: 1200.5, computeCycles: 1000, memoryCycles: 400.2, stashCycles: 0, tiles: 8, bytes: { a: 1024, b: 2048, mask: 0, partialSums: 0, out: 512 }, energyPj: 1 };
const tiles = { tile: { m: 16, n: 32, k: 64 }, order: ["m", "n", "k"], cost, considered: 40, exhaustive: true };
const product = { name: "fc.fprop", pass: "fprop", m: 64, n: 64, k: 64, count: 1, nest: "memory to global buffer\n  for m: 4 x 16 (tile)", estimatedCycles: 1200.5, tiles };
const mapping: MachineMapping = { machine: { name: "chip", hash: "" }, trace: { name: "gemm", hash: "", batch: 1 }, products: [product, { ...product, name: "heads", count: 12, tiles: null }] };
const text = (changes: object): string => renderMapping({ ...mapping, products: [{ ...product, tiles: { ...tiles, ...changes } }] }, { columns: 200, styles: plainStyles });

test("products have their sizes, estimates, traffic and loops, blocks apart", () => {
  expect(renderMapping(mapping, { columns: 200, styles: plainStyles }).split("\n")).toEqual([
    "2 matrix products of gemm, batch 1, on chip: 2,402 cycles, estimated without simulation",
    "",
    "fc.fprop  m 64, n 64, k 64",
    "  about 1,201 cycles (array 1,000, memory 401); 8 tiles; A 1.02 kB, B 2.05 kB, results 512 B; best of all 40 legal tilings",
    "  memory to global buffer",
    "    for m: 4 x 16 (tile)",
    "",
    "heads  12 products of m 64, n 64, k 64",
    "  about 1,201 cycles",
    "  memory to global buffer",
    "    for m: 4 x 16 (tile)",
  ]);
});

test("how a tiling was found is said", () => {
  expect(text({ exhaustive: false, considered: 4096 })).toContain("best of 4,096 tilings");
  expect(text({ exhaustive: false, considered: 1 })).toContain("; pinned");
});

test("the stash is named where something lies in it", () => {
  expect(text({ cost: { ...cost, stashCycles: 1500 } })).toContain("(array 1,000, memory 401, stash 1,500)");
});

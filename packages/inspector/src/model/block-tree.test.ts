import { expect, test } from "vitest";
import { blockTree, nameParts, type TreeNode } from "./block-tree.ts";

function treeOf(...names: string[]) {
  return blockTree({ links: [], blocks: names.map((name) => ({ name, kind: "k", activities: [], counters: [], notes: [] })) });
}

function show(nodes: readonly TreeNode[]): unknown {
  return nodes.map(({ label, block, children }) => (children.length === 0 ? `${label}=${block}` : { [`${label}=${block}`]: show(children) }));
}

test("names are split at dots and brackets", () => {
  expect(nameParts("gb.bank[3]").map(({ label, key }) => [label, key])).toEqual([
    ["gb", "gb"],
    ["bank", "gb.bank"],
    ["[3]", "gb.bank[3]"],
  ]);
  expect(nameParts("pe[0][12].mac").map(({ label }) => label)).toEqual(["pe", "[0]", "[12]", "mac"]);
});

test("blocks stand below what their names have in common, in their order", () => {
  expect(show(treeOf("sequencer", "dma.load", "pe0.mac", "dma.store", "pe0.collector").roots)).toEqual(["sequencer=0", { "dma=null": ["load=1", "store=3"] }, { "pe0=null": ["mac=2", "collector=4"] }]);
});

test("a group of one is no group, and a block can hold others", () => {
  expect(show(treeOf("chip.noc.row0", "chip.noc.row1", "array", "array.pe0").roots)).toEqual([{ "chip.noc=null": ["row0=0", "row1=1"] }, { "array=2": ["pe0=3"] }]);
  expect(treeOf("gb.bank[0]", "gb.bank[1]").nodes.get("gb.bank")?.blocks).toEqual([0, 1]);
});

import { LnsimError } from "@lnsim/contracts";
import { mappingFileOf, type LoopOrder, type MappingEntry } from "@lnsim/dataflow";
import { Document, isMap, isSeq, type YAMLMap } from "yaml";
import type { MachineMapping, ProductMapping } from "./map-machine.ts";

/**
 * The mappings of a machine as a file that can be edited and pinned: an entry for every product, in YAML, with its sizes
 * and its estimate as a comment.
 *
 * @throws {LnsimError} for a machine without a global buffer, which has nothing to pin.
 */
export function mappingText({ machine, trace, products }: MachineMapping): string {
  const document = new Document(mappingFileOf(products.map(entryOf)));
  document.commentBefore =
    ` Mappings of ${trace.name}, batch ${trace.batch}, on ${machine.name}. Edit tiles and orders, remove what is to be searched,\n` +
    " and run with --mapping FILE. Cycles are estimates by which mappings are ranked, not simulated ones.";
  const list = document.get("mappings");
  if (isSeq<YAMLMap>(list)) for (const [index, item] of list.items.entries()) describe(item, products[index]!);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function entryOf({ name, tiles }: ProductMapping): MappingEntry {
  if (tiles === null) {
    throw new LnsimError({
      code: "invalid-combination",
      message: "there is no mapping to write: this machine has no global buffer, so that there are no tiles to choose",
      path: "--out",
      expected: "a machine with memory.kind = hierarchy, such as lns-madam-chip",
    });
  }
  return { op: name, tile: tiles.tile, order: tiles.order as unknown as LoopOrder };
}

function describe(item: YAMLMap, { m, n, k, count, tiles }: ProductMapping): void {
  const { cycles, computeCycles, memoryCycles, stashCycles, tiles: number } = tiles!.cost;
  const stash = stashCycles > 0 ? `, stash ${stashCycles}` : "";
  const products = count === 1 ? "" : `${count} products of `;
  const shape = ` ${products}m ${m}, n ${n}, k ${k}`;
  item.commentBefore = `${shape}: ${Math.ceil(cycles)} cycles (array ${Math.ceil(computeCycles)}, memory ${Math.ceil(memoryCycles)}${stash}), ${number} tiles`;
  for (const field of ["tile", "order"]) {
    const value = item.get(field, true) as unknown;
    if (isMap(value) || isSeq(value)) value.flow = true;
  }
}

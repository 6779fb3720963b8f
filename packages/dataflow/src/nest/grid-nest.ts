import { ordersOf, type Dataflow } from "../dataflow.ts";
import type { Dimension, Sizes } from "../problem.ts";
import { loopOver, type LoopNest, type NestLevel, type NestLoop } from "./loop-nest.ts";

/** A grid of PEs with a vector MAC each: what cuts up a tile. */
export interface GridArray {
  readonly dataflow: Dataflow;
  readonly rows: number;
  readonly columns: number;
  /** Lanes of a vector MAC, along m. */
  readonly lanes: number;
  /** Terms that a lane sums in a cycle, along k. */
  readonly vectorSize: number;
  /** Columns of results that a collector holds, along n. */
  readonly collectorDepth: number;
}

/**
 * How a grid works on one tile: blocks of `lanes` rows are dealt out evenly over the rows of the grid, blocks of
 * `collectorDepth` columns over its columns; in a PE the dataflow's loops over blocks and slices, a column a cycle inside.
 */
export function gridNest(array: GridArray, tile: Sizes): LoopNest {
  const share = {
    m: evenShare(tile.m, array.lanes, array.rows),
    n: evenShare(tile.n, array.collectorDepth, array.columns),
    k: tile.k,
  };
  const grid: NestLevel = {
    name: "global buffer to PEs",
    loops: [
      loopOver("m", tile.m, share.m, { kind: "spatial", over: "row of PEs" }),
      loopOver("n", tile.n, share.n, { kind: "spatial", over: "column of PEs" }),
    ],
  };
  return [grid, { name: "PE", loops: peLoops(array, share) }];
}

/** Elements of each of `parts`, whole blocks but for the edge. */
function evenShare(whole: number, block: number, parts: number): number {
  return Math.min(whole, Math.ceil(Math.ceil(whole / block) / parts) * block);
}

function peLoops({ dataflow, lanes, vectorSize, collectorDepth }: GridArray, share: Sizes): NestLoop[] {
  const blocks: Sizes = { m: Math.min(lanes, share.m), n: Math.min(collectorDepth, share.n), k: Math.min(vectorSize, share.k) };
  const over: Readonly<Record<Dimension, string>> = { m: "block of lanes", n: "collector", k: "slice" };
  const [order] = ordersOf(dataflow);
  return [
    ...order!.map((dimension) => loopOver(dimension, share[dimension], blocks[dimension], { kind: "temporal", over: over[dimension] })),
    loopOver("n", blocks.n, 1, { kind: "temporal", over: "cycle" }),
    loopOver("m", blocks.m, 1, { kind: "spatial", over: "lane" }),
    loopOver("k", blocks.k, 1, { kind: "spatial", over: "term" }),
  ];
}

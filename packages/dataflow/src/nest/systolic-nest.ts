import type { Dataflow } from "../dataflow.ts";
import type { Dimension, Sizes } from "../problem.ts";
import { loopOver, type NestLevel } from "./loop-nest.ts";

/** A systolic array of scalar MACs. */
export interface SystolicArray {
  readonly dataflow: Exclude<Dataflow, "local-a">;
  readonly rows: number;
  readonly columns: number;
}

/** Which loop lies along the rows and the columns of a systolic array, and which streams through. */
export interface SystolicLoops {
  readonly rows: Dimension;
  readonly columns: Dimension;
  readonly streamed: Dimension;
}

/** By what stays in place: results (os), A as k x m (ws), B as k x n (is). */
const systolicLoops: Readonly<Record<SystolicArray["dataflow"], SystolicLoops>> = {
  os: { rows: "n", columns: "m", streamed: "k" },
  ws: { rows: "k", columns: "m", streamed: "n" },
  is: { rows: "k", columns: "n", streamed: "m" },
};

/** How a systolic array works on one tile: folds of its rows and columns, and in each what streams past, one a cycle. */
export function systolicNest({ dataflow, rows, columns }: SystolicArray, tile: Sizes): NestLevel {
  const loops = systolicLoops[dataflow];
  const [alongRows, alongColumns] = [tile[loops.rows], tile[loops.columns]];
  return {
    name: "systolic array",
    loops: [
      loopOver(loops.rows, alongRows, rows, { kind: "temporal", over: "fold of rows" }),
      loopOver(loops.columns, alongColumns, columns, { kind: "temporal", over: "fold of columns" }),
      loopOver(loops.streamed, tile[loops.streamed], 1, { kind: "temporal", over: "cycle" }),
      loopOver(loops.rows, Math.min(rows, alongRows), 1, { kind: "spatial", over: "row" }),
      loopOver(loops.columns, Math.min(columns, alongColumns), 1, { kind: "spatial", over: "column" }),
    ],
  };
}

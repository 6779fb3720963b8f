import type { MacDatapath } from "@lnsim/contracts";
import { arithmeticOf } from "../systolic/values/arithmetic-of.ts";
import type { Cells } from "../systolic/values/pe-registers.ts";
import { dealDimension } from "../chip/grid/deal-out.ts";
import type { GemmJob } from "../chip/job/job.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import type { LaneRegisters, VectorStep } from "./lane-registers.ts";
import { vectorStep } from "./vector-step.ts";

/** A matrix: element (row, column) is values[base + row * rowStep + column * columnStep]. */
export interface Matrix {
  readonly values: Cells;
  readonly base: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** A tile of a product in the global buffer. */
export interface TileOperands {
  readonly a: Matrix;
  readonly b: Matrix;
  /** Sums of the tile, row by row: partial sums that it goes on from, then what it leaves. */
  readonly sums: Cells;
}

/** A range of rows or columns. */
interface Range {
  readonly from: number;
  readonly count: number;
}

/** PEs whose registers hold values, one at a time: no PE sees what another one has. */
export class GridValues {
  /** Multiply-accumulates so far. */
  macs = 0;
  readonly #description: Pick<ChipDescription, "pe" | "collector" | "grid">;
  readonly #step: VectorStep;
  readonly #registers: LaneRegisters;
  /** One tile of results: a row of the collector per column, as wide as there are lanes. */
  readonly #collector: Cells;

  constructor(description: Pick<ChipDescription, "pe" | "collector" | "grid">, datapath: MacDatapath) {
    const { pe, collector } = description;
    const { hasRealOperands, hasRealSums } = arithmeticOf(datapath);
    const cells = (length: number, areReal: boolean): Cells => (areReal ? new Float64Array(length) : new Int32Array(length));
    this.#description = description;
    this.#step = vectorStep(datapath);
    this.#registers = { left: cells(pe.lanes * pe.vectorSize, hasRealOperands), right: cells(pe.vectorSize, hasRealOperands), vectorSize: pe.vectorSize, terms: 0, lanes: 0 };
    this.#collector = cells(collector.depth * pe.lanes, hasRealSums);
  }

  /** Runs a job: groups of rows over the rows of the grid, groups of columns over its columns, in the order of a PE's loops. */
  run(job: Pick<GemmJob, "m" | "n" | "k">, tile: TileOperands): void {
    const { pe, collector, grid } = this.#description;
    const rows = shares(job.m, pe.lanes, grid.rows);
    const columns = shares(job.n, collector.depth, grid.columns);
    for (const groups of rows) for (const others of columns) for (const lanes of groups) for (const columnGroup of others) this.#tileOfPe(job, tile, lanes, columnGroup);
  }

  #tileOfPe({ n, k }: Pick<GemmJob, "n" | "k">, tile: TileOperands, lanes: Range, columns: Range): void {
    const { vectorSize } = this.#registers;
    this.#moveSums(tile.sums, n, { lanes, columns, isIn: true });
    for (let from = 0; from < k; from += vectorSize) this.#slice(tile, lanes, columns, { from, count: Math.min(vectorSize, k - from) });
    this.#moveSums(tile.sums, n, { lanes, columns, isIn: false });
  }

  /** Between the collector and the global buffer, where sums lie row by row of the tile. */
  #moveSums(sums: Cells, n: number, { lanes, columns, isIn }: { readonly lanes: Range; readonly columns: Range; readonly isIn: boolean }): void {
    const collector = this.#collector;
    const width = this.#description.pe.lanes;
    for (let column = 0; column < columns.count; column++) {
      for (let lane = 0; lane < lanes.count; lane++) {
        const stored = (lanes.from + lane) * n + columns.from + column;
        if (isIn) collector[column * width + lane] = sums[stored]!;
        else sums[stored] = collector[column * width + lane]!;
      }
    }
  }

  /** A slice of A is loaded into the lanes; then a vector of B a cycle passes them. */
  #slice({ a, b }: TileOperands, lanes: Range, columns: Range, terms: Range): void {
    const registers = this.#registers;
    const { left, right, vectorSize } = registers;
    registers.terms = terms.count;
    registers.lanes = lanes.count;
    for (let lane = 0; lane < lanes.count; lane++) {
      const from = a.base + (lanes.from + lane) * a.rowStep + terms.from * a.columnStep;
      for (let term = 0; term < terms.count; term++) left[lane * vectorSize + term] = a.values[from + term * a.columnStep]!;
    }
    for (let column = 0; column < columns.count; column++) {
      const from = b.base + terms.from * b.rowStep + (columns.from + column) * b.columnStep;
      for (let term = 0; term < terms.count; term++) right[term] = b.values[from + term * b.rowStep]!;
      this.#step(registers, this.#collector, column * this.#description.pe.lanes);
    }
    this.macs += lanes.count * columns.count * terms.count;
  }
}

/** The groups of a dimension by the row or column of the grid that has them: one group behind the other. */
function shares(extent: number, size: number, receivers: number): readonly (readonly Range[])[] {
  const { groups, edges, active } = dealDimension(extent, size, receivers);
  let from = 0;
  return Array.from({ length: active }, (_, receiver) =>
    Array.from({ length: groups[receiver]! }, (_unused, group): Range => {
      const count = group === groups[receiver]! - 1 ? edges[receiver]! : size;
      from += count;
      return { from: from - count, count };
    }),
  );
}

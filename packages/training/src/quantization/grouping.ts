import type { ScaleRule } from "../arithmetic.ts";

/**
 * Which elements of a row-major matrix share a scale: all; a row; a column; `vectorSize` neighbours in a row, or in a
 * column.
 */
export type GroupKind = "tensor" | "rows" | "columns" | "row-vectors" | "column-vectors";

export interface Grouping {
  readonly kind: GroupKind;
  /** Elements of a vector; the last one of a line may be shorter. */
  readonly vectorSize: number;
}

export const tensorGrouping: Grouping = Object.freeze({ kind: "tensor", vectorSize: 1 });

/**
 * The groups of an operand whose reduction runs along its rows, or down its columns. A scale must not vary along the
 * reduction, so that channels and rows both become the lines that the reduction leaves over; vectors are cut from it.
 */
export function operandGrouping({ granularity, vectorSize }: ScaleRule, reduction: "row" | "column"): Grouping {
  if (granularity === "tensor") return tensorGrouping;
  if (granularity === "vector") return { kind: reduction === "row" ? "row-vectors" : "column-vectors", vectorSize };
  return { kind: reduction === "row" ? "rows" : "columns", vectorSize: 1 };
}

/** The groups of a weight gradient, which no product reads: outputs x inputs, vectors along the inputs. */
export function gradientGrouping({ granularity, vectorSize }: ScaleRule): Grouping {
  const kinds = { tensor: "tensor", channel: "rows", row: "columns", vector: "row-vectors" } as const;
  return { kind: kinds[granularity], vectorSize };
}

/** `blocks` matrices of one size, one after the other. */
export interface MatrixSize {
  readonly rows: number;
  readonly columns: number;
  readonly blocks?: number;
}

/** The groups of a matrix, numbered block by block: rows from the top, columns from the left, vectors in row-major order. */
export class Groups {
  readonly kind: GroupKind;
  readonly count: number;
  /** Distance of neighbours in a group. */
  readonly stride: number;
  /** Elements of a whole group. */
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
  readonly blocks: number;
  /** Vectors in a line; 1 where lines are whole. */
  readonly vectors: number;

  constructor({ kind, vectorSize }: Grouping, { rows, columns, blocks = 1 }: MatrixSize) {
    const isDown = kind === "columns" || kind === "column-vectors";
    const line = isDown ? rows : columns;
    const isVector = kind === "row-vectors" || kind === "column-vectors";
    this.kind = kind;
    this.rows = rows;
    this.columns = columns;
    this.blocks = blocks;
    this.stride = isDown ? columns : 1;
    this.size = kind === "tensor" ? blocks * rows * columns : isVector ? Math.min(vectorSize, line) : line;
    this.vectors = isVector ? Math.ceil(line / this.size) : 1;
    this.count = kind === "tensor" ? 1 : blocks * this.vectors * (isDown ? columns : rows);
  }

  /** Index of a group's first element. */
  start(group: number): number {
    const { rows, columns, vectors, size } = this;
    if (this.stride === 1) {
      const line = Math.floor(group / vectors);
      return line * columns + (group - line * vectors) * size;
    }
    const perBlock = vectors * columns;
    const block = Math.floor(group / perBlock);
    const vector = Math.floor((group - block * perBlock) / columns);
    return block * rows * columns + vector * size * columns + (group % columns);
  }

  /** Elements of a group: `size`, or fewer in the last vector of a line. */
  length(group: number): number {
    if (this.vectors === 1) return this.size;
    const vector = this.stride === 1 ? group % this.vectors : Math.floor(group / this.columns) % this.vectors;
    const line = this.stride === 1 ? this.columns : this.rows;
    return Math.min(this.size, line - vector * this.size);
  }
}

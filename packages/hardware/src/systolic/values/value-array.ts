import type { PeArithmetic } from "./pe-arithmetic.ts";
import { element, end, type Cells, type PeRegisters } from "./pe-registers.ts";
import { feed, type Edge, type Stream } from "./stream.ts";

/** Where the results of a fold go: of lanes (rows or columns) in order, as with {@link Stream}. */
export type Target = Pick<Stream, "base" | "laneStep" | "indexStep">;

/** An array of PEs whose registers hold values. */
export interface ValueArray {
  readonly rows: number;
  readonly columns: number;
  readonly arithmetic: PeArithmetic;
  /** What moves along the rows; operands that stay, or move down the columns. */
  readonly moving: Cells;
  readonly other: Cells;
  readonly registers: PeRegisters;
  readonly leftEdge: Edge;
}

/** A fresh array; `isMovingLeft`: what moves along the rows is operand A of the products. */
export function createValueArray(rows: number, columns: number, arithmetic: PeArithmetic, isMovingLeft: boolean): ValueArray {
  const pes = rows * columns;
  const cells = (isReal: boolean): Cells => (isReal ? new Float64Array(pes) : new Int32Array(pes));
  const moving = cells(arithmetic.hasRealOperands);
  const other = cells(arithmetic.hasRealOperands);
  const [left, right] = isMovingLeft ? [moving, other] : [other, moving];
  const across = new Uint8Array(pes);
  const registers = { left, right, sums: cells(arithmetic.hasRealSums), across, down: new Uint8Array(pes) };
  return { rows, columns, arithmetic, moving, other, registers, leftEdge: { cells: moving, tokens: across, lanes: rows, step: columns } };
}

/** Every operand along the rows moves on by a PE, and the feeders of that edge send the next. */
export function moveAcross({ moving, registers, leftEdge }: ValueArray, stream: Stream, since: number): void {
  moving.copyWithin(1, 0, moving.length - 1);
  registers.across.copyWithin(1, 0, moving.length - 1);
  feed(leftEdge, stream, since);
}

/** What moves down the columns moves on by a row, and the feeders of that edge send the next. */
export function moveDown({ columns, registers }: ValueArray, topEdge: Edge, stream: Stream, since: number): void {
  const { cells } = topEdge;
  cells.copyWithin(columns, 0, cells.length - columns);
  registers.down.copyWithin(columns, 0, cells.length - columns);
  feed(topEdge, stream, since);
}

/** Whether the streams of the last PE have ended, and with them those of all. */
export function isOver({ registers: { across, down } }: ValueArray): boolean {
  return (across.at(-1)! & down.at(-1)! & end) !== 0;
}

/** Forgets the tokens of the fold before. */
export function clearTokens({ registers }: ValueArray): void {
  registers.across.fill(0);
  registers.down.fill(0);
}

/** Whether a PE has just had the last of its elements. */
export function hasEnded({ across, down }: PeRegisters, pe: number): boolean {
  return (across[pe]! & down[pe]!) === (element | end);
}

import type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";

/** A piece of a GEMM: outputs from (row, column) on, and the part of the reduction from `first` on. */
export interface Block {
  readonly row: number;
  readonly column: number;
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** The first and the last part of these outputs' reduction. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

// Rows of codes that lie a power of two apart meet in the same few lines of the caches: 960 bytes do not.
const largestRows = 960;
const largestColumns = 960;
const largestDepth = 2048;

/** The outputs that are wanted: those of some rows and columns. */
export interface Region {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** All outputs of an m x n matrix. */
export function wholeRegion(m: number, n: number): Region {
  return { row: 0, rows: m, column: 0, columns: n };
}

/**
 * Cuts the outputs of an m x n product into up to `parts` regions along its longer side, each but the last a multiple of 32
 * rows or columns, so that no strip of columns is cut.
 */
export function splitRegion(m: number, n: number, parts: number): Region[] {
  const size = Math.max(m, n);
  const step = Math.ceil(size / parts / 32) * 32;
  const regions: Region[] = [];
  for (let first = 0; first < size; first += step) {
    const count = Math.min(step, size - first);
    regions.push(n >= m ? { row: 0, rows: m, column: first, columns: count } : { row: first, rows: count, column: 0, columns: n });
  }
  return regions;
}

/** Copies one region of outputs, whose rows have `columns` elements, to the same place of another matrix. */
export function copyOutRegion(source: Elements, out: Elements, { row, rows, column, columns: width }: Region, columns: number): void {
  const run = width === columns ? rows * columns : width;
  for (let at = row * columns + column; at < (row + rows) * columns; at += width === columns ? run : columns) {
    out.set(source.subarray(at, at + run), at);
  }
}

/**
 * Cuts a region of outputs with a reduction of k into blocks, so that the working memory stays below about 60 MB. Blocks of
 * the same outputs follow each other in ascending order of the reduction, which is cut only between vectors. The first
 * block is the largest.
 */
export function gemmBlocks(region: Region, k: number, vectorSize: number): Block[] {
  const depthStep = Math.max(1, Math.floor(largestDepth / vectorSize)) * vectorSize;
  const [rowEnd, columnEnd] = [region.row + region.rows, region.column + region.columns];
  const blocks: Block[] = [];
  for (let row = region.row; row < rowEnd; row += largestRows) {
    for (let column = region.column; column < columnEnd; column += largestColumns) {
      for (let first = 0; first < k; first += depthStep) {
        const depth = Math.min(depthStep, k - first);
        const rows = Math.min(largestRows, rowEnd - row);
        const columns = Math.min(largestColumns, columnEnd - column);
        blocks.push({ row, column, first, rows, columns, depth, isFirst: first === 0, isLast: first + depth === k });
      }
    }
  }
  return blocks;
}

/** A rectangle of a stored matrix: `outer` runs of `inner` elements, `stride` apart, from element `first` on. */
export interface Rectangle {
  readonly first: number;
  readonly outer: number;
  readonly inner: number;
  readonly stride: number;
}

/** The part of A that a block reads, in stored order. */
export function leftRectangle(operands: GemmOperands | FloatGemmOperands, block: Block): Rectangle {
  const { m, k } = operands;
  if (operands.aTransposed === true) return { first: block.first * m + block.row, outer: block.depth, inner: block.rows, stride: m };
  return { first: block.row * k + block.first, outer: block.rows, inner: block.depth, stride: k };
}

/** The part of B that a block reads, in stored order. */
export function rightRectangle(operands: GemmOperands | FloatGemmOperands, block: Block): Rectangle {
  const { n, k } = operands;
  if (operands.bTransposed === true) return { first: block.column * k + block.first, outer: block.columns, inner: block.depth, stride: k };
  return { first: block.first * n + block.column, outer: block.depth, inner: block.columns, stride: n };
}

/** Typed arrays between which elements are copied without conversion. */
type Elements = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

/** Copies a rectangle, gapless, to `target` from element `at` on. */
export function copyIn(source: Elements, rectangle: Rectangle, target: Elements, at: number): void {
  const { first, outer, inner, stride } = rectangle;
  if (inner === stride) {
    const length = outer * inner;
    target.set(source.length === length ? source : source.subarray(first, first + length), at);
    return;
  }
  for (let run = 0; run < outer; run++) {
    const from = first + run * stride;
    target.set(source.subarray(from, from + inner), at + run * inner);
  }
}

/** Where the outputs of a block go: a row-major matrix with rows of `columns` elements. */
export interface Destination {
  readonly block: Region;
  readonly out: Elements;
  readonly columns: number;
}

/** Copies the gapless outputs of a block, rows of them from element `at` of `source` on, to their places. */
export function copyOut(source: Elements, at: number, { block, out, columns }: Destination): void {
  if (block.columns === columns) {
    out.set(source.subarray(at, at + block.rows * columns), block.row * columns);
    return;
  }
  for (let row = 0; row < block.rows; row++) {
    const from = at + row * block.columns;
    out.set(source.subarray(from, from + block.columns), (block.row + row) * columns + block.column);
  }
}

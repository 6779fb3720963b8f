import type { FixedDevice } from "./fixed-device.ts";
import type { FixedPlan } from "./fixed-plan.ts";
import type { FixedRegions } from "./fixed-regions.ts";
import type { FixedTables } from "./fixed-tables.ts";
import type { Block } from "./gemm-blocks.ts";
import type { GemmOperands } from "./gemm-operands.ts";

/** What the blocks of one run have in common. */
export interface FixedRun {
  readonly device: FixedDevice;
  readonly plan: FixedPlan;
  readonly tables: FixedTables;
  readonly vectorSize: number;
  readonly operands: GemmOperands;
  readonly regions: FixedRegions;
}

/** Computes one block whose codes are in place: encodes A, then strip by strip of columns, in a strip vector by vector. */
export function runFixedBlock(run: FixedRun, block: Block): void {
  encodeLeft(run, block);
  const { width } = run.tables;
  for (let column = 0; column < block.columns; column += width) {
    prepareStrip(run, block, column);
    sumStrip(run, block, column);
    if (block.isLast) storeStrip(run, block, column);
  }
}

function encodeLeft({ device, tables, vectorSize, operands, regions }: FixedRun, block: Block): void {
  const { rows, depth } = block;
  const isTransposed = operands.aTransposed === true;
  const encode = operands.a.BYTES_PER_ELEMENT === 1 ? device.kernels.encodeLeft8 : device.kernels.encodeLeft16;
  const stepBytes = tables.classes * tables.width * 8;
  const rowStride = isTransposed ? 1 : depth;
  const depthStride = isTransposed ? rows : 1;
  encode(regions.left, rowStride, depthStride, rows, depth, vectorSize, stepBytes, device.left, regions.records);
}

/** Address of a strip's accumulators: its own when they must outlive the block, else shared by all strips. */
function accumulatorsOf({ regions }: FixedRun, block: Block, column: number): number {
  return block.isFirst && block.isLast ? regions.accumulators : regions.accumulators + column * block.rows * 8;
}

/** Zeroes what a strip starts from, and the panel columns that a narrow strip leaves unwritten. */
function prepareStrip(run: FixedRun, block: Block, column: number): void {
  const { device, tables, regions } = run;
  const { bytes } = device.memory;
  const count = block.rows * tables.width;
  const accumulators = accumulatorsOf(run, block, column);
  if (block.isFirst) bytes.fill(0, accumulators, accumulators + count * 8);
  if (block.columns - column < tables.width) bytes.fill(0, regions.panel, regions.accumulators);
  device.kernels.fillSums(regions.sums, count);
}

function sumStrip(run: FixedRun, block: Block, column: number): void {
  const { device, tables, vectorSize, operands, regions } = run;
  const { rows, depth } = block;
  const isTransposed = operands.bTransposed === true;
  const depthStride = isTransposed ? 1 : block.columns;
  const columnStride = isTransposed ? depth : 1;
  const expand = operands.b.BYTES_PER_ELEMENT === 1 ? device.kernels.expandPanel8 : device.kernels.expandPanel16;
  const columns = Math.min(tables.width, block.columns - column);
  const accumulators = accumulatorsOf(run, block, column);
  let records = regions.records;
  for (let first = 0; first < depth; first += vectorSize) {
    const count = Math.min(vectorSize, depth - first);
    const codes = regions.right + (first * depthStride + column * columnStride) * operands.b.BYTES_PER_ELEMENT;
    expand(codes, depthStride, columnStride, count, columns, tables.classes, tables.width, device.right, regions.panel);
    if (tables.tails !== null) {
      expand(codes, depthStride, columnStride, count, columns, tables.classes, tables.width, device.tails, regions.tails);
    }
    const recordsPerRow = count + (count & 1);
    multiply(run, records, { rows, recordsPerRow, accumulators });
    records += rows * recordsPerRow * 8;
  }
}

interface Slice {
  readonly rows: number;
  readonly recordsPerRow: number;
  readonly accumulators: number;
}

/** Enters one vector of every output of a strip into its accumulator. */
function multiply({ device, plan, tables, regions }: FixedRun, records: number, slice: Slice): void {
  const { kernels } = device;
  const { rows, recordsPerRow, accumulators } = slice;
  const { panel, tails, sums } = regions;
  if (plan.kernel === "saturate") {
    if (tables.width === 32) kernels.multiplySaturate32(records, panel, accumulators, rows, recordsPerRow);
    else kernels.multiplySaturate16(records, panel, accumulators, rows, recordsPerRow);
    return;
  }
  if (plan.kernel === "wide") {
    kernels.multiplySums(records, panel, accumulators, rows, recordsPerRow);
    return;
  }
  if (plan.kernel === "cut") kernels.multiplyCutSums(records, panel, tails, sums, rows, recordsPerRow, plan.loweredBy);
  else kernels.multiplySums(records, panel, sums, rows, recordsPerRow);
  kernels.accumulateSums(sums, accumulators, rows * tables.width);
}

function storeStrip(run: FixedRun, block: Block, column: number): void {
  const { device, plan, tables, regions } = run;
  const { rows } = block;
  const columns = Math.min(tables.width, block.columns - column);
  const accumulators = accumulatorsOf(run, block, column);
  if (plan.kernel === "wide") {
    device.kernels.storeReals(accumulators, tables.width, rows, columns, regions.out + column * 8, block.columns);
    return;
  }
  device.kernels.storeIntegers(accumulators, tables.width, rows, columns, regions.out + column * 4, block.columns);
}

import { copyIn, copyOut, gemmBlocks, leftRectangle, rightRectangle, type Block, type Region } from "../gemm-blocks.ts";
import { checkOperands, type FloatGemmOperands } from "../gemm-operands.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";

/** Packing, which both float modules export; addresses are bytes, strides elements. Documented in src/assembly. */
export interface PackKernels {
  packLeft(values: number, rowStride: number, depthStride: number, rows: number, depth: number, packed: number): void;
  packRight(
    values: number, depthStride: number, columnStride: number, depth: number, columns: number, width: number, packed: number,
  ): void;
  copyRows(sums: number, stride: number, rows: number, columns: number, out: number): void;
}

/** A block with its operands packed: groups of 4 rows, panels of columns; sums are padded to whole ones of either. */
export interface PackedBlock {
  readonly left: number;
  readonly right: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly sums: number;
  /** Elements of a row of sums. */
  readonly stride: number;
}

/** A float GEMM on one module: how it packs, cuts the reduction, and adds a block's products to its sums. */
export interface FloatBlocks {
  readonly kernels: PackKernels;
  readonly memory: KernelMemory;
  readonly tileColumns: 8 | 16;
  /** The reduction is cut only between vectors. */
  readonly vectorSize: number;
  readonly multiply: (block: PackedBlock) => void;
  /** End of what the memory must keep; nothing when it is left out. */
  readonly keep?: number;
}

const tileRows = 4;

interface Regions {
  readonly values: number;
  readonly left: number;
  readonly right: number;
  readonly sums: number;
  readonly out: number;
}

/** Computes a region of the outputs block by block. */
export function runFloatBlocks(blocks: FloatBlocks, operands: FloatGemmOperands, out: Float32Array, region: Region): void {
  checkOperands(operands, out.length);
  const { memory, kernels, tileColumns } = blocks;
  const cut = gemmBlocks(region, operands.k, blocks.vectorSize);
  const regions = reserve(blocks, cut[0]);
  const { singles, bytes } = memory;
  for (const block of cut) {
    const { rows, columns, depth } = block;
    const stride = padded(columns, tileColumns);
    copyIn(operands.a, leftRectangle(operands, block), singles, regions.values / 4);
    packLeft(kernels, operands, block, regions);
    copyIn(operands.b, rightRectangle(operands, block), singles, regions.values / 4);
    packRight(blocks, operands, block, regions);
    if (block.isFirst) bytes.fill(0, regions.sums, regions.sums + padded(rows, tileRows) * stride * 4);
    blocks.multiply({ left: regions.left, right: regions.right, rows, columns, depth, sums: regions.sums, stride });
    if (!block.isLast) continue;
    kernels.copyRows(regions.sums, stride, rows, columns, regions.out);
    copyOut(singles, regions.out / 4, { block, out, columns: operands.n });
  }
}

function reserve({ memory, tileColumns, keep }: FloatBlocks, { rows, columns, depth }: Block): Regions {
  memory.release(keep);
  const regions = {
    values: memory.reserve(Math.max(rows, columns) * depth * 4),
    left: memory.reserve(padded(rows, tileRows) * depth * 4),
    right: memory.reserve(padded(columns, tileColumns) * depth * 4),
    sums: memory.reserve(padded(rows, tileRows) * padded(columns, tileColumns) * 4),
    out: memory.reserve(rows * columns * 4),
  };
  memory.commit();
  return regions;
}

function packLeft(kernels: PackKernels, operands: FloatGemmOperands, { rows, depth }: Block, regions: Regions): void {
  if (operands.aTransposed === true) kernels.packLeft(regions.values, 1, rows, rows, depth, regions.left);
  else kernels.packLeft(regions.values, depth, 1, rows, depth, regions.left);
}

function packRight({ kernels, tileColumns }: FloatBlocks, operands: FloatGemmOperands, { columns, depth }: Block, regions: Regions): void {
  const depthStride = operands.bTransposed === true ? 1 : columns;
  const columnStride = operands.bTransposed === true ? depth : 1;
  kernels.packRight(regions.values, depthStride, columnStride, depth, columns, tileColumns, regions.right);
}

function padded(size: number, multiple: number): number {
  return Math.ceil(size / multiple) * multiple;
}

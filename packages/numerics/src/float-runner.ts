import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import type { FloatGemm } from "./gemm.ts";
import { copyIn, copyOut, gemmBlocks, leftRectangle, rightRectangle, wholeRegion, type Block } from "./gemm-blocks.ts";
import { checkOperands, type FloatGemmOperands } from "./gemm-operands.ts";
import type { KernelMemory } from "./kernel-memory.ts";

type Multiply = (
  left: number, right: number, rows: number, columns: number, depth: number, sums: number, stride: number,
) => void;

/** What float-gemm.wasm exports; addresses are bytes, strides elements. Documented in src/assembly. */
export interface FloatKernels {
  packLeft(values: number, rowStride: number, depthStride: number, rows: number, depth: number, packed: number): void;
  packRight(
    values: number, depthStride: number, columnStride: number, depth: number, columns: number, width: number, packed: number,
  ): void;
  readonly multiply8: Multiply;
  readonly multiply16: Multiply;
  copyRows(sums: number, stride: number, rows: number, columns: number, out: number): void;
}

/** Multiply, round, add, round in binary32, in ascending order. */
export const binary32Datapath: FloatAccumulateDatapath = {
  kind: "float",
  description: "binary32, ascending",
  operand: "binary32",
  accumulate: "binary32",
  order: "ascending",
  vectorSize: 1,
  costRecord: null,
};

/** Addresses of the working regions of a run, in bytes. */
interface Regions {
  readonly values: number;
  readonly left: number;
  readonly right: number;
  readonly sums: number;
  readonly out: number;
}

const tileRows = 4;

/** Runs the binary32 GEMM on the compiled kernels. */
export class FloatRunner implements FloatGemm {
  readonly datapath = binary32Datapath;
  readonly #kernels: FloatKernels;
  readonly #memory: KernelMemory;
  readonly #tileColumns: 8 | 16;

  constructor(module: WebAssembly.Module, memory: KernelMemory, tileColumns: 8 | 16) {
    this.#memory = memory;
    this.#tileColumns = tileColumns;
    this.#kernels = new WebAssembly.Instance(module, { env: { memory: memory.memory } }).exports as unknown as FloatKernels;
  }

  run(operands: FloatGemmOperands, out: Float32Array): void {
    checkOperands(operands, out.length);
    const blocks = gemmBlocks(wholeRegion(operands.m, operands.n), operands.k, 1);
    const regions = this.#reserve(blocks[0]);
    const { singles } = this.#memory;
    for (const block of blocks) {
      copyIn(operands.a, leftRectangle(operands, block), singles, regions.values / 4);
      this.#packLeft(operands, block, regions);
      copyIn(operands.b, rightRectangle(operands, block), singles, regions.values / 4);
      this.#packRight(operands, block, regions);
      this.#multiply(block, regions);
      if (block.isLast) copyOut(singles, regions.out / 4, { block, out, columns: operands.n });
    }
  }

  #reserve(block: Block): Regions {
    const { rows, columns, depth } = block;
    const memory = this.#memory;
    memory.release();
    const regions = {
      values: memory.reserve(Math.max(rows, columns) * depth * 4),
      left: memory.reserve(padded(rows, tileRows) * depth * 4),
      right: memory.reserve(padded(columns, this.#tileColumns) * depth * 4),
      sums: memory.reserve(padded(rows, tileRows) * padded(columns, this.#tileColumns) * 4),
      out: memory.reserve(rows * columns * 4),
    };
    memory.commit();
    return regions;
  }

  #packLeft(operands: FloatGemmOperands, block: Block, regions: Regions): void {
    const { rows, depth } = block;
    if (operands.aTransposed === true) this.#kernels.packLeft(regions.values, 1, rows, rows, depth, regions.left);
    else this.#kernels.packLeft(regions.values, depth, 1, rows, depth, regions.left);
  }

  #packRight(operands: FloatGemmOperands, block: Block, regions: Regions): void {
    const { columns, depth } = block;
    const depthStride = operands.bTransposed === true ? 1 : columns;
    const columnStride = operands.bTransposed === true ? depth : 1;
    this.#kernels.packRight(regions.values, depthStride, columnStride, depth, columns, this.#tileColumns, regions.right);
  }

  /** Adds a block's products to its tiles, and takes the outputs out of the padding after the last block. */
  #multiply(block: Block, regions: Regions): void {
    const { rows, columns, depth } = block;
    const stride = padded(columns, this.#tileColumns);
    if (block.isFirst) this.#memory.bytes.fill(0, regions.sums, regions.sums + padded(rows, tileRows) * stride * 4);
    const multiply = this.#tileColumns === 16 ? this.#kernels.multiply16 : this.#kernels.multiply8;
    multiply(regions.left, regions.right, rows, columns, depth, regions.sums, stride);
    if (block.isLast) this.#kernels.copyRows(regions.sums, stride, rows, columns, regions.out);
  }
}

function padded(size: number, multiple: number): number {
  return Math.ceil(size / multiple) * multiple;
}

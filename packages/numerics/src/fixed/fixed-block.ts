import type { RuleKernels, DirectKernels } from "./fixed-kernels.ts";
import { padded, type FixedMethod, type MethodRegions } from "./fixed-method.ts";
import type { FixedRegions } from "./fixed-regions.ts";
import type { Entry } from "./fixed-route.ts";
import type { SumEntry } from "./fixed-rule.ts";
import type { Block } from "../gemm-blocks.ts";
import type { GemmOperands } from "../gemm-operands.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";

/** What the blocks of one run have in common. */
export interface FixedRun {
  readonly kernels: RuleKernels;
  readonly memory: KernelMemory;
  readonly method: FixedMethod;
  readonly entry: Entry;
  readonly sumEntry: SumEntry;
  readonly sliceDepth: number;
  readonly operands: GemmOperands;
  readonly regions: FixedRegions;
  readonly isScaled: boolean;
  /** Outputs are stored transposed: the run computes the transposed product. */
  readonly isSwapped: boolean;
  /** Outputs are integers; else reals. */
  readonly isInteger: boolean;
}

/** Computes one block whose codes are in place: prepares A, then strip by strip of columns, in a strip slice by slice. */
export function runFixedBlock(run: FixedRun, block: Block): void {
  const { method, sliceDepth } = run;
  const regions = viewsOf(run, block);
  method.prepare(regions, block.rows, block.depth, sliceDepth);
  for (let column = 0; column < block.columns; column += method.width) {
    prepareStrip(run, block, column);
    sumStrip(run, regions, block, column);
    if (block.isLast) storeStrip(run, block, column);
  }
}

function viewsOf({ operands, regions }: FixedRun, { rows, columns, depth }: Block): MethodRegions {
  const isLeftTurned = operands.aTransposed === true;
  const isRightTurned = operands.bTransposed === true;
  return {
    left: {
      address: regions.left,
      bytesPerCode: operands.a.BYTES_PER_ELEMENT,
      lineStride: isLeftTurned ? 1 : depth,
      depthStride: isLeftTurned ? rows : 1,
    },
    right: {
      address: regions.right,
      bytesPerCode: operands.b.BYTES_PER_ELEMENT,
      lineStride: isRightTurned ? depth : 1,
      depthStride: isRightTurned ? 1 : columns,
    },
    prepared: regions.prepared,
    panel: regions.panel,
  };
}

function stripCount({ method }: FixedRun, block: Block): number {
  return padded(block.rows, method.rowMultiple) * method.width;
}

/** Address of a strip's accumulators: its own when they must outlive the block, else shared by all strips. */
function accumulatorsOf(run: FixedRun, block: Block, column: number): number {
  const { regions, method, entry } = run;
  if (block.isFirst && block.isLast) return regions.accumulators;
  return regions.accumulators + (column / method.width) * stripCount(run, block) * accumulatorBytes(entry);
}

function accumulatorBytes(entry: Entry): number {
  return entry.accumulators === "float64" ? 8 : 4;
}

/** Zeroes what a strip starts from, and the panel columns that a narrow strip leaves unwritten. */
function prepareStrip(run: FixedRun, block: Block, column: number): void {
  const { memory, method, entry, sumEntry, regions } = run;
  const count = stripCount(run, block);
  const accumulators = accumulatorsOf(run, block, column);
  if (block.isFirst) memory.bytes.fill(0, accumulators, accumulators + count * accumulatorBytes(entry));
  if (block.columns - column < method.width) memory.bytes.fill(0, regions.panel, regions.panelEnd);
  sumEntry.clear(regions.sums, count);
}

function sumStrip(run: FixedRun, views: MethodRegions, block: Block, column: number): void {
  const { method, entry, sumEntry, sliceDepth, regions, isScaled } = run;
  const { width } = method;
  const columns = Math.min(width, block.columns - column);
  const accumulators = accumulatorsOf(run, block, column);
  const target = entry.kind === "none" ? accumulators : regions.sums;
  const allColumns = padded(block.columns, width);
  for (let first = 0, vector = 0; first < block.depth; first += sliceDepth, vector++) {
    const depth = Math.min(sliceDepth, block.depth - first);
    method.multiply(views, { rows: block.rows, first, depth, column, columns, target }, sliceDepth);
    if (entry.kind === "none") continue;
    sumEntry.enter({
      sums: regions.sums,
      accumulators,
      // Without scales the padding may enter too; a scale exists for real rows only.
      rows: isScaled ? block.rows : padded(block.rows, method.rowMultiple),
      width,
      leftScales: isScaled ? regions.leftScales + vector * block.rows * 8 : 0,
      rightScales: isScaled ? regions.rightScales + (vector * allColumns + column) * 8 : 0,
    });
  }
}

/** Takes a strip's outputs out of the padding: rows x columns of the block, or transposed. */
function storeStrip(run: FixedRun, block: Block, column: number): void {
  const { method, regions, isSwapped, isInteger } = run;
  const { rows } = block;
  const columns = Math.min(method.width, block.columns - column);
  const accumulators = accumulatorsOf(run, block, column);
  const elementBytes = isInteger ? 4 : 8;
  const store = storeKernel(run);
  if (isSwapped) store(accumulators, method.width, rows, columns, regions.out + column * rows * elementBytes, rows);
  else store(accumulators, method.width, rows, columns, regions.out + column * elementBytes, block.columns);
}

function storeKernel({ kernels, entry, isSwapped, isInteger }: FixedRun): RuleKernels["storeReals"] {
  if (entry.accumulators === "int32") {
    const { storeInt32, storeInt32Transposed } = kernels as DirectKernels;
    return isSwapped ? storeInt32Transposed : storeInt32;
  }
  if (isInteger) return isSwapped ? kernels.storeIntegersTransposed : kernels.storeIntegers;
  return isSwapped ? kernels.storeRealsTransposed : kernels.storeReals;
}

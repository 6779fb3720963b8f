import type { Entry } from "./fixed-route.ts";
import { padded, type FixedMethod } from "./fixed-method.ts";
import type { Block } from "../gemm-blocks.ts";
import type { GemmOperands } from "../gemm-operands.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";

/** Addresses of the working regions of a run, in bytes; a region is sized for the first block, which is the largest. */
export interface FixedRegions {
  /** Codes of A and of B, gapless, in stored order. */
  readonly left: number;
  readonly right: number;
  /** Left codes as the method prepares them. */
  readonly prepared: number;
  readonly panel: number;
  readonly panelEnd: number;
  /** Accumulators of one strip of columns, or of all strips when the reduction is cut into several blocks. */
  readonly accumulators: number;
  /** Sums of one strip and one vector, where they are not accumulators. */
  readonly sums: number;
  /** Scales of the block: vectors x rows of A, vectors x padded columns of B. */
  readonly leftScales: number;
  readonly rightScales: number;
  /** Outputs of a block, gapless. */
  readonly out: number;
}

/** What regions are sized by. */
export interface RegionSizes {
  readonly method: FixedMethod;
  readonly entry: Entry;
  readonly sliceDepth: number;
  readonly isScaled: boolean;
}

/** Reserves the regions behind the tables and grows the memory to hold them. */
export function reserveFixedRegions(memory: KernelMemory, operands: GemmOperands, block: Block, sizes: RegionSizes): FixedRegions {
  const { method, entry, sliceDepth, isScaled } = sizes;
  const { rows, columns, depth } = block;
  const { width } = method;
  const stripRows = padded(rows, method.rowMultiple);
  const allColumns = padded(columns, width);
  const vectors = isScaled ? Math.ceil(depth / sliceDepth) : 0;
  const panelBytes = method.panelBytes(sliceDepth);
  const left = memory.reserve(rows * depth * operands.a.BYTES_PER_ELEMENT);
  const right = memory.reserve(depth * columns * operands.b.BYTES_PER_ELEMENT);
  const prepared = memory.reserve(method.leftBytes(rows, depth, sliceDepth));
  const panel = memory.reserve(panelBytes);
  const accumulatorBytes = entry.accumulators === "float64" ? 8 : 4;
  const regions = {
    left,
    right,
    prepared,
    panel,
    panelEnd: panel + panelBytes,
    accumulators: memory.reserve(stripRows * (block.isLast ? width : allColumns) * accumulatorBytes),
    sums: memory.reserve(entry.kind === "none" ? 0 : stripRows * width * 8),
    leftScales: memory.reserve(vectors * rows * 8),
    rightScales: memory.reserve(vectors * allColumns * 8),
    out: memory.reserve(rows * columns * 8),
  };
  memory.commit();
  return regions;
}

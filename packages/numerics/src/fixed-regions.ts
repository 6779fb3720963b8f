import type { FixedTables } from "./fixed-tables.ts";
import type { Block } from "./gemm-blocks.ts";
import type { GemmOperands } from "./gemm-operands.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Addresses of the working regions of a run, in bytes; a region is sized for the first block, which is the largest. */
export interface FixedRegions {
  /** Codes of A and of B, gapless, in stored order. */
  readonly left: number;
  readonly right: number;
  /** Encoded left codes. */
  readonly records: number;
  readonly panel: number;
  readonly tails: number;
  /** Accumulators of one strip of columns, or of all strips when the reduction is cut into several blocks. */
  readonly accumulators: number;
  readonly sums: number;
  /** Outputs of a block, gapless. */
  readonly out: number;
}

/** Reserves the regions behind the tables and grows the memory to hold them. */
export function reserveFixedRegions(
  memory: KernelMemory,
  tables: FixedTables,
  vectorSize: number,
  { operands, block }: { readonly operands: GemmOperands; readonly block: Block },
): FixedRegions {
  const { rows, columns, depth } = block;
  const { width, classes } = tables;
  const panelBytes = vectorSize * classes * width * 8;
  const strips = block.isLast ? 1 : Math.ceil(columns / width);
  const recordsPerRow = Math.ceil(depth / vectorSize) * (vectorSize + (vectorSize & 1));
  const regions = {
    left: memory.reserve(rows * depth * operands.a.BYTES_PER_ELEMENT),
    right: memory.reserve(depth * columns * operands.b.BYTES_PER_ELEMENT),
    records: memory.reserve(recordsPerRow * rows * 8),
    panel: memory.reserve(panelBytes),
    tails: memory.reserve(tables.tails === null ? 0 : panelBytes),
    accumulators: memory.reserve(strips * rows * width * 8),
    sums: memory.reserve(rows * width * 8),
    out: memory.reserve(rows * columns * 8),
  };
  memory.commit();
  return regions;
}

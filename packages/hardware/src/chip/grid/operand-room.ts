import { LnsimError } from "@lnsim/contracts";
import type { GemmJob } from "../job/job.ts";
import { halfBits, type PeGridDescription } from "./description.ts";

/** Blocks of B, and blocks of A that stay, that a half of a buffer holds at most. */
const mostBlocks = 16;

/** How the operands of a PE pass through its buffers. */
export interface OperandRoom {
  /** Slices in a chunk of the reduction, and chunks. */
  readonly chunkSlices: number;
  readonly chunks: number;
  /** Whether a block stays for all its uses: A for all column groups, the whole share of B for all lane groups. */
  readonly keepsA: boolean;
  readonly keepsB: boolean;
  /** Transfers that the PE has room for. */
  readonly creditA: number;
  readonly creditB: number;
}

/** Sizes of a PE's share of a job: its widest groups, and its column groups. */
export interface ShareSizes {
  readonly lanes: number;
  readonly columns: number;
  readonly columnGroups: number;
}

/** Chunks of A that a buffer of the description holds at most: bounds what may be announced to a PE at once. */
export function mostChunksA({ bufferA, bufferB }: PeGridDescription): number {
  return Math.min(64, Math.max(mostBlocks, 2 * Math.ceil(bufferA.sizeBytes / bufferB.sizeBytes)));
}

/** Chunks of B that a buffer holds at most. */
export const mostChunksB = 2 * mostBlocks;

/**
 * A chunk is what fills half of buffer B, and half of buffer A; more than one share a half where they are smaller. The rows of A
 * of a lane group stay when they fit half of buffer A, as many groups as fit; the share of B when all of it fits half of buffer B.
 *
 * @throws {LnsimError} code "invalid-combination" when a slice does not fit.
 */
export function operandRoom(description: PeGridDescription, job: GemmJob, share: ShareSizes): OperandRoom {
  const { pe, bufferA, bufferB } = description;
  const sliceA = share.lanes * pe.vectorSize * job.bitsA;
  const sliceB = share.columns * pe.vectorSize * job.bitsB;
  const halfA = halfBits(bufferA);
  const halfB = halfBits(bufferB);
  requireSlice("bufferA", halfA, sliceA);
  requireSlice("bufferB", halfB, sliceB);
  const slices = Math.ceil(job.k / pe.vectorSize);
  const chunkSlices = Math.min(slices, Math.floor(halfA / sliceA), Math.floor(halfB / sliceB));
  const chunks = Math.ceil(slices / chunkSlices);
  const most = mostChunksA(description);
  const keepsA = slices * sliceA <= halfA && 2 * chunks <= most;
  const keepsB = slices * sliceB * share.columnGroups <= halfB && chunks * share.columnGroups <= mostBlocks;
  const blocksA = Math.min(Math.floor(halfA / (slices * sliceA)), Math.floor(most / (2 * chunks)));
  return {
    chunkSlices,
    chunks,
    keepsA,
    keepsB,
    creditA: keepsA ? 2 * blocksA * chunks : Math.min(most, 2 * Math.floor(halfA / (chunkSlices * sliceA))),
    creditB: keepsB ? chunks * share.columnGroups : Math.min(mostChunksB, 2 * Math.floor(halfB / (chunkSlices * sliceB))),
  };
}

function requireSlice(buffer: string, half: number, sliceBits: number): void {
  if (sliceBits <= half) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: `${buffer} is double-buffered and a slice of its operand does not fit one half`,
    path: `${buffer}.sizeBytes`,
    found: `${half / 4} B`,
    expected: `at least ${Math.ceil(sliceBits / 4)} B`,
    remedy: `raise ${buffer}.sizeBytes, or lower pe.lanes, pe.vectorSize or collector.depth`,
  });
}

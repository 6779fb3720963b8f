import type { VectorStep } from "../../vector/vector-step.ts";
import type { Job } from "../job/job.ts";
import { stashMove, type StashBanks } from "../stash/moves.ts";
import { transferNumbers, variantFlags, variants, type Region, type RegionTraffic } from "./tile-op.ts";

/** Elementwise work on stored tensors, as the outer machine cuts it. */
export interface Stretch {
  readonly elements: number;
  readonly unit: "ppu" | "update";
  readonly operations: readonly VectorStep[];
  /** Bits per element of each tensor read, at most three, and of all that is written. */
  readonly readBits: readonly number[];
  readonly writeBits: number;
}

/** Elements of a chunk at most: what a transfer of all channels and the start of a job are small beside. */
const longestChunk = 65536;

/** Elements of a chunk: two of them, with everything read and written, fit the global buffer. */
export function chunkElements({ elements, readBits, writeBits }: Stretch, globalBufferBytes: number): number {
  const bits = readBits.reduce((sum, each) => sum + each, writeBits);
  const fitting = Math.floor((globalBufferBytes * 4) / Math.max(1, bits));
  const step = fitting > 1024 ? 1024 : 1;
  const bytesOf = (chunk: number): number => readBits.reduce((sum, each) => sum + Math.ceil((chunk * each) / 8), Math.ceil((chunk * writeBits) / 8));
  let chunk = Math.min(elements, longestChunk, fitting - (fitting % step));
  // Whole bytes of each tensor may take a few more than all their bits.
  while (chunk > step && 2 * bytesOf(chunk) > globalBufferBytes) chunk -= chunk % step === 0 ? step : chunk % step;
  return Math.max(1, chunk);
}

/** Variants of a chunk: the chunks are the tiles along m. */
const middle = variantFlags.edgeN + variantFlags.edgeK + variantFlags.firstK + variantFlags.lastK;
const last = middle + variantFlags.edgeM;

/** The job of each variant of a chunk. */
export function stretchJobs(stretch: Stretch, pass: number, chunk: number): readonly (readonly [variant: number, job: Job])[] {
  const { elements, unit, operations, readBits, writeBits } = stretch;
  const job = (size: number): Job => ({ kind: "vector", pass, elements: size, unit, readBits: readBits.reduce((sum, each) => sum + each, 0), writeBits, operations });
  const chunks = Math.ceil(elements / chunk);
  const ends: [number, Job][] = [[last, job(elements - (chunks - 1) * chunk)]];
  return chunks === 1 ? ends : [[middle, job(chunk)], ...ends];
}

/** Tensors that move together. */
export interface MovedTensors {
  /** Of the first one in memory, and its address. */
  readonly name: string;
  readonly base: number;
  /** Bits per element of those in memory together, and of each in the stash. */
  readonly memoryBits: number;
  readonly stashBits: readonly number[];
}

/** How the chunks of tensors that move together do so: one after the other, each in one stretch. */
export function stretchTraffic(stretch: Stretch, chunk: number, tensors: MovedTensors, banks: StashBanks): RegionTraffic {
  const { name, base, memoryBits } = tensors;
  const chunks = Math.ceil(stretch.elements / chunk);
  const transfers = new Float64Array(variants * transferNumbers);
  if (chunks > 1) transfers.set(chunkTransfer(tensors, chunk, banks), middle * transferNumbers);
  transfers.set(chunkTransfer(tensors, stretch.elements - (chunks - 1) * chunk, banks), last * transferNumbers);
  return { tensor: name, loops: 7, base, strides: [Math.ceil((chunk * memoryBits) / 8), 0, 0], productStride: 0, transfers };
}

/** The numbers of a chunk's transfer. What lies in the stash takes whole bytes there, the rest what is left of all bytes. */
function chunkTransfer({ memoryBits, stashBits }: MovedTensors, elements: number, banks: StashBanks): readonly number[] {
  const bytes = Math.ceil((elements * stashBits.reduce((sum, each) => sum + each, memoryBits)) / 8);
  const stash = { bytes: 0, words: 0, rows: 0 };
  for (const bits of stashBits) {
    const own = Math.min(bytes - stash.bytes, Math.ceil((elements * bits) / 8));
    const { words, rows } = stashMove(own, own, banks);
    stash.bytes += own;
    stash.words += words;
    stash.rows += rows;
  }
  const inMemory = bytes - stash.bytes;
  return [bytes, inMemory, inMemory, stash.bytes, stash.words, stash.rows];
}

/** A region that an op does not use. */
export const unused: RegionTraffic = Object.freeze({ tensor: "", loops: 0, base: 0, strides: [0, 0, 0] as const, productStride: 0, transfers: new Float64Array(variants * transferNumbers) });

/** Regions that tensors are read into, in order. */
export const readRegions: readonly Region[] = ["a", "b", "p"];

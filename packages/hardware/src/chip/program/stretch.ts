import type { VectorStep } from "../../vector/vector-step.ts";
import type { Job } from "../job/job.ts";
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

/** How the chunks of one tensor move: one after the other, each in one stretch. */
export function stretchTraffic(stretch: Stretch, chunk: number, tensor: { readonly name: string; readonly base: number; readonly bits: number }): RegionTraffic {
  const { name, base, bits } = tensor;
  const chunks = Math.ceil(stretch.elements / chunk);
  const transfers = new Float64Array(variants * transferNumbers);
  const set = (variant: number, elements: number): void => {
    const bytes = Math.ceil((elements * bits) / 8);
    transfers.set([bytes, bytes, bytes], variant * transferNumbers);
  };
  if (chunks > 1) set(middle, chunk);
  set(last, stretch.elements - (chunks - 1) * chunk);
  return { tensor: name, loops: 7, base, strides: [Math.ceil((chunk * bits) / 8), 0, 0], productStride: 0, transfers };
}

/** A region that an op does not use. */
export const unused: RegionTraffic = Object.freeze({ tensor: "", loops: 0, base: 0, strides: [0, 0, 0] as const, productStride: 0, transfers: new Float64Array(variants * transferNumbers) });

/** Regions that tensors are read into, in order. */
export const readRegions: readonly Region[] = ["a", "b", "p"];

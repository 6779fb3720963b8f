import { KernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernel } from "../kernels/kernel-module.ts";
import type { LogArithmetic } from "./log-arithmetic.ts";

/** What log-gemm.wasm exports; addresses are bytes, strides elements. Documented in src/assembly. */
export interface LogKernels {
  setLogRule(largest: number, lastEntry: number, zeroResult: number, zeroCode: number, signBit: number, logMask: number): void;
  packPanel(codes: number, depthStride: number, columnStride: number, depth: number, columns: number, paddedDepth: number, packed: number): void;
  packSparseRow(codes: number, depthStride: number, depth: number, packed: number): number;
  packDenseRow(codes: number, depthStride: number, depth: number, paddedDepth: number, packed: number): void;
  multiplyAscending(left: number, count: number, panel: number, out: number): void;
  multiplyTree(left: number, depth: number, panel: number, levels: number, levelCount: number, counters: number, out: number): void;
}

/** The compiled log-domain kernels and their memory, shared by all datapaths of an engine. */
export class LogDevice {
  readonly memory = new KernelMemory();
  readonly kernels: LogKernels;
  #loaded: LogTables | undefined;
  #end = 0;

  constructor() {
    const module = compileKernel("log-gemm", false);
    this.kernels = new WebAssembly.Instance(module, { env: { memory: this.memory.memory } }).exports as unknown as LogKernels;
  }

  /** Makes the tables of a datapath the current ones and forgets every region after them. */
  load(tables: LogTables): void {
    const { memory } = this;
    if (this.#loaded === tables) {
      memory.release(this.#end);
      return;
    }
    memory.release();
    const address = memory.reserve(tables.entries.byteLength + 2);
    memory.commit();
    this.#end = memory.end;
    memory.halves.set(tables.entries, address / 2);
    const { largest, lastEntry, zeroResult, zeroCode, signBit, logMask } = tables;
    this.kernels.setLogRule(largest, lastEntry, zeroResult, zeroCode, signBit, logMask);
    this.#loaded = tables;
  }
}

/** A datapath as the kernels want it. */
export interface LogTables {
  /** deltaSame and deltaOpposite as 16-bit numbers, each ending in the 0 that stands for all greater differences. */
  readonly entries: Uint16Array;
  readonly lastEntry: number;
  readonly largest: number;
  /** The logarithm that stands for a zero that is a result. */
  readonly zeroResult: number;
  readonly zeroCode: number;
  readonly signBit: number;
  readonly logMask: number;
}

const smallest16 = -0x8000;
/** Sums that a zero goes through at most in trees over 2^32 terms; each may raise its logarithm by one table entry. */
const deepestTree = 32;

/** The tables of a datapath, or undefined when its logarithms leave no room for zeros in 16 bits (see assembly/log-rule). */
export function logTables(arithmetic: LogArithmetic): LogTables | undefined {
  const { bits, largest, deltaSame, deltaOpposite, zero, signBit, logMask } = arithmetic;
  if (bits > 16) return undefined;
  const lastEntry = Math.max(deltaSame.length, deltaOpposite.length);
  const isTree = arithmetic.datapath.order === "tree-of-16";
  const zeroResult = isTree ? smallest16 : Math.floor((smallest16 - largest) / 2);
  const highestZero = isTree ? smallest16 + deepestTree * deltaSame.reduce((high, entry) => Math.max(high, entry), 0) : zeroResult;
  if (-largest - highestZero <= lastEntry || (!isTree && zeroResult - smallest16 <= lastEntry)) return undefined;
  const entries = new Uint16Array(2 * (lastEntry + 1));
  const clamped = (delta: number): number => Math.max(-2 * largest, Math.min(2 * largest, delta));
  deltaSame.forEach((delta, difference) => (entries[difference] = clamped(delta)));
  deltaOpposite.forEach((delta, difference) => (entries[lastEntry + 1 + difference] = clamped(delta)));
  return { entries, lastEntry, largest, zeroResult, zeroCode: zero, signBit, logMask };
}

import type { KernelMemory } from "./kernel-memory.ts";

type EncodeLeft = (
  codes: number, rowStride: number, depthStride: number, rows: number, depth: number,
  vectorSize: number, stepBytes: number, table: number, records: number,
) => void;

type ExpandPanel = (
  codes: number, depthStride: number, columnStride: number, depth: number, columns: number,
  classes: number, width: number, table: number, panel: number,
) => void;

type MultiplySaturate = (records: number, panel: number, accumulators: number, rows: number, depth: number) => void;

/** What fixed-gemm.wasm exports; addresses are bytes, strides elements. Documented in src/assembly. */
export interface FixedKernels {
  readonly encodeLeft8: EncodeLeft;
  readonly encodeLeft16: EncodeLeft;
  readonly expandPanel8: ExpandPanel;
  readonly expandPanel16: ExpandPanel;
  setRule(start: number, magic: number, scale: number, highest: number, lowest: number, period: number): void;
  readonly multiplySaturate16: MultiplySaturate;
  readonly multiplySaturate32: MultiplySaturate;
  multiplySums(records: number, panel: number, sums: number, rows: number, depth: number): void;
  multiplyCutSums(
    records: number, panel: number, tails: number, sums: number, rows: number, depth: number, loweredBy: number,
  ): void;
  fillSums(sums: number, count: number): void;
  accumulateSums(sums: number, accumulators: number, count: number): void;
  storeIntegers(
    accumulators: number, width: number, rows: number, columns: number, out: number, outStride: number,
  ): void;
  storeReals(sums: number, width: number, rows: number, columns: number, out: number, outStride: number): void;
}

/** Binds a compiled module to a memory. */
export function instantiateFixedKernels(module: WebAssembly.Module, memory: KernelMemory): FixedKernels {
  return new WebAssembly.Instance(module, { env: { memory: memory.memory } }).exports as unknown as FixedKernels;
}

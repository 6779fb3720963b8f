import type { KernelMemory } from "../kernels/kernel-memory.ts";

type EncodeLeft = (
  codes: number, rowStride: number, depthStride: number, rows: number, depth: number,
  vectorSize: number, stepBytes: number, table: number, records: number,
) => void;

type ExpandPanel = (
  codes: number, depthStride: number, columnStride: number, depth: number, columns: number,
  classes: number, width: number, table: number, panel: number,
) => void;

type ExpandIntegers = (
  codes: number, depthStride: number, columnStride: number, depth: number, columns: number,
  classes: number, table: number, panel: number,
) => void;

type PackLeft = (
  codes: number, rowStride: number, depthStride: number, rows: number, depth: number,
  vectorSize: number, table: number, packed: number,
) => void;

type PackRight = (
  codes: number, depthStride: number, columnStride: number, depth: number, columns: number, table: number, panel: number,
) => void;

type Multiply = (left: number, panel: number, target: number, rows: number, depth: number) => void;
type MultiplyCut = (left: number, panel: number, tails: number, sums: number, rows: number, depth: number) => void;

type MultiplyLookup = (
  codes: number, rowStride: number, depthStride: number, rows: number, depth: number,
  table: number, panel: number, stepBytes: number, target: number,
) => void;

type MultiplyIntegers = (
  codes: number, rowStride: number, depthStride: number, rows: number, depth: number,
  factors: number, offsets: number, panel: number, stepBytes: number, target: number,
) => void;

type EnterReals = (
  sums: number, accumulators: number, rows: number, width: number, leftScales: number, rightScales: number, kind: number,
) => void;

type Store = (
  accumulators: number, width: number, rows: number, columns: number, out: number, outStride: number,
) => void;

/** What both modules export: the accumulator rule and the way out. Addresses are bytes, strides elements. */
export interface RuleKernels {
  setRule(start: number, magic: number, scale: number, highest: number, lowest: number, period: number): void;
  setScaledRule(unit: number, roundsHalf: number): void;
  fillSums(sums: number, count: number): void;
  accumulateSums(sums: number, accumulators: number, count: number): void;
  readonly enterReals: EnterReals;
  readonly enterIntegers: EnterReals;
  readonly storeIntegers: Store;
  readonly storeIntegersTransposed: Store;
  readonly storeReals: Store;
  readonly storeRealsTransposed: Store;
}

/** What fixed-gemm.wasm exports: datapaths of several classes. Documented in src/assembly. */
export interface ClassKernels extends RuleKernels {
  readonly encodeLeft8: EncodeLeft;
  readonly encodeLeft16: EncodeLeft;
  readonly expandPanel8: ExpandPanel;
  readonly expandPanel16: ExpandPanel;
  readonly multiplySaturate16: Multiply;
  readonly multiplySaturate32: Multiply;
  readonly multiplyLookup8Adjacent: MultiplyLookup;
  readonly multiplyLookup8Codes8: MultiplyLookup;
  readonly multiplyLookup8Codes16: MultiplyLookup;
  readonly multiplyLookup16Adjacent: MultiplyLookup;
  readonly multiplyLookup16Codes8: MultiplyLookup;
  readonly multiplyLookup16Codes16: MultiplyLookup;
  readonly multiplySums: Multiply;
  readonly multiplyCutSums: MultiplyCut;
  multiplyCutWholeSums(
    left: number, panel: number, tails: number, sums: number, rows: number, depth: number, loweredBy: number,
  ): void;
}

/** What direct-gemm.wasm exports: datapaths of one class, and those whose vectors fit int32. */
export interface DirectKernels extends RuleKernels {
  readonly packLeftValues8: PackLeft;
  readonly packLeftValues16: PackLeft;
  readonly packRightValues8: PackRight;
  readonly packRightValues16: PackRight;
  readonly multiplyValuesSaturate: Multiply;
  readonly multiplyValuesSums: Multiply;
  readonly multiplyCutValues: MultiplyCut;
  readonly packLeftPairs8: PackLeft;
  readonly packLeftPairs16: PackLeft;
  readonly packRightPairs8: PackRight;
  readonly packRightPairs16: PackRight;
  readonly multiplyPairs: Multiply;
  readonly expandIntegers8: ExpandIntegers;
  readonly expandIntegers16: ExpandIntegers;
  readonly multiplyIntegers8: MultiplyIntegers;
  readonly multiplyIntegers16: MultiplyIntegers;
  enterInt32(
    sums: number, accumulators: number, count: number, shift: number, halfUp: number, bits: number, wraps: number,
  ): void;
  readonly storeInt32: Store;
  readonly storeInt32Transposed: Store;
}

/** Binds a compiled module to a memory. */
export function instantiateKernels<Kernels>(module: WebAssembly.Module, memory: KernelMemory): Kernels {
  return new WebAssembly.Instance(module, { env: { memory: memory.memory } }).exports as unknown as Kernels;
}

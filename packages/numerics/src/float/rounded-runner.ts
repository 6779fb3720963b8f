import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { haveExactProducts } from "../fixed/exact-products.ts";
import { runFloatBlocks, type PackedBlock, type PackKernels } from "./float-blocks.ts";
import type { FloatGemm } from "../gemm.ts";
import { wholeRegion, type Region } from "../gemm-blocks.ts";
import type { FloatGemmOperands } from "../gemm-operands.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";

/** What rounded-gemm.wasm exports. Documented in src/assembly. */
interface RoundedKernels extends PackKernels {
  setFormat(format: number): void;
  multiplyAscending(
    left: number, right: number, rows: number, columns: number, depth: number, sums: number, stride: number, format: number, exact: number,
  ): void;
  multiplyTree(
    left: number, right: number, rows: number, columns: number, depth: number, vectorSize: number,
    sums: number, stride: number, levels: number, format: number, exact: number,
  ): void;
}

/** Formats by the numbers that src/assembly/round-lanes.ts knows them by. */
const formats = { binary32: 0, binary16: 1, bfloat16: 2 } as const;

/** Waiting sums of a vector of up to 2^31 products: 64 bytes a level. */
const levelBytes = 32 * 64;

/** The instance of rounded-gemm.wasm, with its memory; shared by the runners of one engine. */
export class RoundedDevice {
  readonly kernels: RoundedKernels;
  readonly memory: KernelMemory;
  readonly levels: number;
  readonly module: WebAssembly.Module;

  constructor(module: WebAssembly.Module, memory: KernelMemory) {
    this.module = module;
    this.kernels = new WebAssembly.Instance(module, { env: { memory: memory.memory } }).exports as unknown as RoundedKernels;
    this.memory = memory;
    this.levels = memory.reserve(levelBytes);
  }
}

/** Runs GEMMs whose products and sums are rounded to another format than binary32, or are added in pairs. */
export class RoundedRunner implements FloatGemm {
  readonly datapath: FloatAccumulateDatapath;
  readonly tileColumns = 16;
  readonly #device: RoundedDevice;

  constructor(device: RoundedDevice, datapath: FloatAccumulateDatapath) {
    this.#device = device;
    this.datapath = datapath;
  }

  get module(): WebAssembly.Module {
    return this.#device.module;
  }

  run(operands: FloatGemmOperands, out: Float32Array): void {
    this.runRegion(operands, out, wholeRegion(operands.m, operands.n));
  }

  /** Computes a part of the outputs and leaves the others as they are. */
  runRegion(operands: FloatGemmOperands, out: Float32Array, region: Region): void {
    const { kernels, memory } = this.#device;
    const { order, vectorSize } = this.datapath;
    kernels.setFormat(formats[this.datapath.accumulate]);
    const { a, b, areProductsExact = haveExactProducts(a, b) } = operands;
    const exact = areProductsExact ? 1 : 0;
    const multiply = order === "ascending" ? this.#ascending(exact) : this.#tree(exact);
    runFloatBlocks({ kernels, memory, tileColumns: this.tileColumns, vectorSize: order === "ascending" ? 1 : vectorSize, multiply, keep: this.#device.levels + levelBytes }, operands, out, region);
  }

  #ascending(exact: number): (block: PackedBlock) => void {
    const { kernels } = this.#device;
    const format = formats[this.datapath.accumulate];
    return ({ left, right, rows, columns, depth, sums, stride }) => kernels.multiplyAscending(left, right, rows, columns, depth, sums, stride, format, exact);
  }

  #tree(exact: number): (block: PackedBlock) => void {
    const { kernels, levels } = this.#device;
    const { accumulate, vectorSize } = this.datapath;
    const format = formats[accumulate];
    return ({ left, right, rows, columns, depth, sums, stride }) => kernels.multiplyTree(left, right, rows, columns, depth, vectorSize, sums, stride, levels, format, exact);
  }
}

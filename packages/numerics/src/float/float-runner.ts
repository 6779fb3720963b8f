import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { runFloatBlocks, type PackedBlock, type PackKernels } from "./float-blocks.ts";
import type { FloatGemm } from "../gemm.ts";
import { wholeRegion, type Region } from "../gemm-blocks.ts";
import type { FloatGemmOperands } from "../gemm-operands.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";

type Multiply = (
  left: number, right: number, rows: number, columns: number, depth: number, sums: number, stride: number,
) => void;

/** What float-gemm.wasm exports. Documented in src/assembly. */
interface FloatKernels extends PackKernels {
  readonly multiply8: Multiply;
  readonly multiply16: Multiply;
}

/** Multiply, round, add, round in binary32, in ascending order. */
export const binary32Datapath: FloatAccumulateDatapath = {
  kind: "float",
  description: "binary32, ascending",
  operand: "binary32",
  accumulate: "binary32",
  order: "ascending",
  vectorSize: 1,
  costRecord: null,
};

interface FloatDevice {
  readonly module: WebAssembly.Module;
  readonly tileColumns: 8 | 16;
  readonly kernels: FloatKernels;
  readonly memory: KernelMemory;
}

/** Runs the binary32 GEMM on the compiled kernels. */
export class FloatRunner implements FloatGemm {
  readonly datapath: FloatAccumulateDatapath;
  readonly module: WebAssembly.Module;
  readonly tileColumns: 8 | 16;
  readonly #kernels: FloatKernels;
  readonly #memory: KernelMemory;

  private constructor(datapath: FloatAccumulateDatapath, { module, tileColumns, kernels, memory }: FloatDevice) {
    this.datapath = datapath;
    this.module = module;
    this.tileColumns = tileColumns;
    this.#kernels = kernels;
    this.#memory = memory;
  }

  /** A runner on a compiled module; tiles of 16 columns are for the revectorizer. */
  static on(module: WebAssembly.Module, memory: KernelMemory, tileColumns: 8 | 16): FloatRunner {
    const instance = new WebAssembly.Instance(module, { env: { memory: memory.memory } });
    return new FloatRunner(binary32Datapath, { module, tileColumns, kernels: instance.exports as unknown as FloatKernels, memory });
  }

  /** The same kernels under another description. */
  withDatapath(datapath: FloatAccumulateDatapath): FloatRunner {
    return new FloatRunner(datapath, { module: this.module, tileColumns: this.tileColumns, kernels: this.#kernels, memory: this.#memory });
  }

  run(operands: FloatGemmOperands, out: Float32Array): void {
    this.runRegion(operands, out, wholeRegion(operands.m, operands.n));
  }

  /** Computes a part of the outputs and leaves the others as they are. */
  runRegion(operands: FloatGemmOperands, out: Float32Array, region: Region): void {
    const kernel = this.tileColumns === 16 ? this.#kernels.multiply16 : this.#kernels.multiply8;
    const multiply = ({ left, right, rows, columns, depth, sums, stride }: PackedBlock): void =>
      kernel(left, right, rows, columns, depth, sums, stride);
    const blocks = { kernels: this.#kernels, memory: this.#memory, tileColumns: this.tileColumns, vectorSize: 1, multiply };
    runFloatBlocks(blocks, operands, out, region);
  }
}

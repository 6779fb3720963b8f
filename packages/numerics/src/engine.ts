import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { FixedDevice } from "./fixed-device.ts";
import { FixedFactory } from "./fixed-factory.ts";
import { instantiateFixedKernels } from "./fixed-kernels.ts";
import { FloatRunner } from "./float-runner.ts";
import type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { compileKernel } from "./kernel-module.ts";
import { revectorizerObstacle } from "./revectorizer.ts";

/** A datapath made ready to run; reusable, and only good for the engine that made it. */
export interface FixedGemm {
  readonly datapath: FixedAccumulateDatapath;
  /**
   * Writes the M x N accumulators, row-major: integers in accumulator LSBs, or for a wide accumulator reals in product
   * units, for which `out` must be a Float64Array.
   */
  run(operands: GemmOperands, out: Int32Array | Float64Array): void;
}

/** The binary32 GEMM: multiply, round, add, round, in ascending order of k for every output. */
export interface FloatGemm {
  run(operands: FloatGemmOperands, out: Float32Array): void;
}

/** How an engine's code was compiled. */
export interface EngineInfo {
  /** True when V8's revectorizer was on for the compile and the code passed the self-test. */
  readonly revectorized: boolean;
  /** Why not, when it is off. */
  readonly reason?: string;
}

/** The compiled kernels and their memory. One run at a time; make one engine per thread and keep it. */
export interface Engine {
  readonly info: EngineInfo;
  /** @throws LnsimError when the datapath breaks a limit of {@link FixedAccumulateDatapath} */
  fixedGemm(datapath: FixedAccumulateDatapath): FixedGemm;
  floatGemm(): FloatGemm;
}

/** Compiles the kernels; done once per process. */
export function createEngine(options: { readonly revectorize?: boolean } = {}): Engine {
  const obstacle = options.revectorize === false ? "not asked for" : revectorizerObstacle();
  const rev = obstacle === undefined;
  const memory = new KernelMemory();
  const kernels = instantiateFixedKernels(compileKernel("fixed-gemm", rev), memory);
  const factory = new FixedFactory(new FixedDevice(kernels, memory, rev ? 32 : 16));
  let float: FloatRunner | undefined;
  return {
    info: obstacle === undefined ? { revectorized: true } : { revectorized: false, reason: obstacle },
    fixedGemm: (datapath) => factory.create(datapath),
    floatGemm: () => (float ??= new FloatRunner(compileKernel("float-gemm", rev), new KernelMemory())),
  };
}

import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { compileChecked } from "../kernels/compile-checked.ts";
import { binary32Datapath, FloatRunner } from "./float-runner.ts";
import { passesFloatSelfTest, passesRoundedSelfTest, roundedCases, roundedDatapath, warmUpFloat } from "../self-test/float-self-test.ts";
import { KernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernel } from "../kernels/kernel-module.ts";
import { RoundedDevice, RoundedRunner } from "./rounded-runner.ts";

export type FloatRunnerOfAnyKind = FloatRunner | RoundedRunner;

/** Makes runners of float datapaths; each of the two modules is compiled and tested when it is first needed. */
export class FloatFactory {
  readonly #obstacle: string | undefined;
  #binary32: FloatRunner | undefined;
  #rounded: RoundedDevice | undefined;

  /** `obstacle` says why there is no revectorizer. */
  constructor(obstacle: string | undefined) {
    this.#obstacle = obstacle;
  }

  /** The compiled module that a datapath runs on, for workers. */
  compiled(datapath: FloatAccumulateDatapath): { readonly module: WebAssembly.Module; readonly isRevectorized: boolean } {
    const runner = this.create(datapath);
    return { module: runner.module, isRevectorized: runner.tileColumns === 16 };
  }

  create(datapath: FloatAccumulateDatapath = binary32Datapath): FloatRunnerOfAnyKind {
    const isBinary32 = datapath.accumulate === "binary32" && datapath.order === "ascending";
    if (!isBinary32) return new RoundedRunner((this.#rounded ??= this.#compileRounded()), datapath);
    this.#binary32 ??= this.#compileBinary32();
    return datapath === this.#binary32.datapath ? this.#binary32 : this.#binary32.withDatapath(datapath);
  }

  #compileBinary32(): FloatRunner {
    return compileChecked("float-gemm", this.#obstacle, {
      compile: (revectorize) => FloatRunner.on(compileKernel("float-gemm", revectorize), new KernelMemory(), revectorize ? 16 : 8),
      warmUp: warmUpFloat,
      passes: passesFloatSelfTest,
    }).kernels;
  }

  #compileRounded(): RoundedDevice {
    return compileChecked("rounded-gemm", this.#obstacle, {
      compile: (revectorize) => new RoundedDevice(compileKernel("rounded-gemm", revectorize), new KernelMemory()),
      warmUp: (device) => {
        for (const roundedCase of roundedCases) warmUpFloat(new RoundedRunner(device, roundedDatapath(roundedCase)));
      },
      passes: (device) => passesRoundedSelfTest((datapath) => new RoundedRunner(device, datapath)),
    }).kernels;
  }
}

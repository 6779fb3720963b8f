import { compileChecked, type CompileInfo } from "../kernels/compile-checked.ts";
import { FixedFactory } from "./fixed-factory.ts";
import { instantiateKernels, type RuleKernels } from "./fixed-kernels.ts";
import type { KernelGroup } from "./fixed-route.ts";
import { KernelDevice } from "../kernels/kernel-device.ts";
import { KernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernel } from "../kernels/kernel-module.ts";
import { selfTestCases } from "../self-test/self-test-cases.ts";
import { passesFixedSelfTest, warmUpFixed } from "../self-test/self-test.ts";

/** The compiled kernels of fixed-accumulate GEMMs. */
export interface FixedModules {
  /** Whether kernels are compiled with the revectorizer, as a rule. */
  readonly isRevectorized: boolean;
  /** The kernels of one group for codes of one size, compiled and tested when they are first asked for. */
  device(group: KernelGroup, bytesPerCode: 1 | 2): KernelDevice<RuleKernels>;
}

/** The file that has a group's kernels. */
export function moduleOf(group: KernelGroup): "fixed-gemm" | "direct-gemm" {
  return group === "records" || group === "lookup" || group === "sums" || group === "reals" ? "fixed-gemm" : "direct-gemm";
}

/** Kernels by groups: what a run does not need is never optimised nor tested. */
export class LazyModules implements FixedModules {
  readonly info: CompileInfo;
  readonly #obstacle: string | undefined;
  readonly #devices = new Map<string, KernelDevice<RuleKernels>>();

  /** Compiles the kernels of the usual case, records of one byte. `obstacle` says why there is no revectorizer. */
  constructor(obstacle: string | undefined) {
    this.#obstacle = obstacle;
    this.info = this.#compile("records", 1);
  }

  get isRevectorized(): boolean {
    return this.info.revectorized;
  }

  device(group: KernelGroup, bytesPerCode: 1 | 2): KernelDevice<RuleKernels> {
    const key = `${group} ${bytesPerCode}`;
    if (!this.#devices.has(key)) this.#compile(group, bytesPerCode);
    return this.#devices.get(key)!;
  }

  #compile(group: KernelGroup, bytesPerCode: 1 | 2): CompileInfo {
    const name = moduleOf(group);
    const cases = selfTestCases(group);
    const factoryOn = (device: KernelDevice<RuleKernels>): FixedFactory => new FixedFactory({ isRevectorized: device.isRevectorized, device: () => device });
    const { kernels, info } = compileChecked(name, this.#obstacle, {
      compile: (revectorize) => {
        const memory = new KernelMemory();
        const module = compileKernel(name, revectorize);
        return new KernelDevice(instantiateKernels<RuleKernels>(module, memory), memory, revectorize, module);
      },
      warmUp: (device) => warmUpFixed(factoryOn(device), cases, bytesPerCode),
      passes: (device) => passesFixedSelfTest(factoryOn(device), cases, bytesPerCode),
    });
    this.#devices.set(`${group} ${bytesPerCode}`, kernels);
    return info;
  }
}

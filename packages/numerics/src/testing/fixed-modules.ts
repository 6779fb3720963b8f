import { instantiateKernels, type RuleKernels } from "../fixed/fixed-kernels.ts";
import { moduleOf, type FixedModules } from "../fixed/fixed-modules.ts";
import { KernelDevice } from "../kernels/kernel-device.ts";
import { KernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernel, type KernelName } from "../kernels/kernel-module.ts";

/** Both modules, compiled by whatever V8 does at once: for tests that choose a method. */
export function modulesOf(isRevectorized: boolean): FixedModules {
  const devices = { "fixed-gemm": deviceOf("fixed-gemm", isRevectorized), "direct-gemm": deviceOf("direct-gemm", isRevectorized) };
  return { isRevectorized, device: (group) => devices[moduleOf(group)] };
}

function deviceOf(name: KernelName, isRevectorized: boolean): KernelDevice<RuleKernels> {
  const memory = new KernelMemory();
  const module = compileKernel(name, isRevectorized);
  return new KernelDevice(instantiateKernels<RuleKernels>(module, memory), memory, isRevectorized, module);
}

import { instantiateKernels, type ClassKernels, type DirectKernels } from "./fixed-kernels.ts";
import type { FixedModules } from "./fixed-modules.ts";
import { KernelDevice } from "./kernel-device.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { compileKernel, type KernelName } from "./kernel-module.ts";

/** Both modules, compiled by whatever V8 does at once: for tests that choose a method. */
export function modulesOf(isRevectorized: boolean): FixedModules {
  const classes = deviceOf<ClassKernels>("fixed-gemm", isRevectorized);
  const direct = deviceOf<DirectKernels>("direct-gemm", isRevectorized);
  return { classes: () => classes, direct: () => direct };
}

function deviceOf<Kernels>(name: KernelName, isRevectorized: boolean): KernelDevice<Kernels> {
  const memory = new KernelMemory();
  return new KernelDevice(instantiateKernels<Kernels>(compileKernel(name, isRevectorized), memory), memory, isRevectorized);
}

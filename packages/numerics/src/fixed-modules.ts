import type { ClassKernels, DirectKernels } from "./fixed-kernels.ts";
import type { KernelDevice } from "./kernel-device.ts";

/** The modules that fixed-accumulate GEMMs run on; one that is not needed is never compiled. */
export interface FixedModules {
  /** Datapaths of several classes. */
  classes(): KernelDevice<ClassKernels>;
  /** Datapaths of one class, and int32 sums. */
  direct(): KernelDevice<DirectKernels>;
}

import { LnsimError, type LogAccumulateDatapath } from "@lnsim/contracts";
import { unusableKernel } from "../kernels/kernel-module.ts";
import { createLogArithmetic } from "./log-arithmetic.ts";
import { LogDevice, logTables } from "./log-device.ts";
import type { LogGemm } from "./log-gemm.ts";
import { PlainLogGemm } from "./log-plain-gemm.ts";
import { LogRunner } from "./log-runner.ts";
import { passesLogSelfTest } from "../self-test/log-self-test.ts";

/** Prepares a log-domain datapath: on the device where its logarithms and zeros fit 16 bits, else in plain TypeScript. */
export function createLogGemm(datapath: LogAccumulateDatapath, device: () => LogDevice): LogGemm {
  const tables = logTables(createLogArithmetic(datapath));
  return tables === undefined ? new PlainLogGemm(datapath) : new LogRunner(datapath, device(), tables);
}

/**
 * Compiles and self-tests the log-domain kernels.
 *
 * @throws LnsimError when the kernels have not been built, or are not those of this source
 */
export function compileLogDevice(): LogDevice {
  let device: LogDevice;
  try {
    device = new LogDevice();
  } catch (cause) {
    if (cause instanceof LnsimError) throw cause;
    throw unusableKernel("log-gemm", (cause as Error).message, cause);
  }
  if (!passesLogSelfTest((datapath) => createLogGemm(datapath, () => device))) throw unusableKernel("log-gemm", "other results in the self-test");
  return device;
}

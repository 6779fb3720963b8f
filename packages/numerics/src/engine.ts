import type { FixedAccumulateDatapath, FloatAccumulateDatapath, LogAccumulateDatapath } from "@lnsim/contracts";
import type { CompileInfo } from "./compile-checked.ts";
import { FixedFactory } from "./fixed-factory.ts";
import { LazyModules } from "./fixed-modules.ts";
import { FloatFactory } from "./float-factory.ts";
import type { FixedGemm, FloatGemm } from "./gemm.ts";
import type { LogDevice } from "./log-device.ts";
import { compileLogDevice, createLogGemm } from "./log-factory.ts";
import type { LogGemm } from "./log-gemm.ts";
import { revectorizerObstacle } from "./revectorizer.ts";

/** How an engine's fixed-accumulate kernels were compiled. */
export type EngineInfo = CompileInfo;

/** The compiled kernels and their memory. One run at a time; make one engine per thread and keep it. */
export interface Engine {
  readonly info: EngineInfo;
  /**
   * Prepares a datapath; cheap for one that differs from an earlier one only in its accumulator.
   *
   * @throws LnsimError when the datapath breaks a limit of {@link FixedAccumulateDatapath}
   */
  fixedGemm(datapath: FixedAccumulateDatapath): FixedGemm;
  /** Prepares a float datapath, or without one binary32 in ascending order; kernels are compiled when first asked for. */
  floatGemm(datapath?: FloatAccumulateDatapath): FloatGemm;
  /** Prepares a log-domain datapath; the kernels are compiled when one is first asked for. */
  logGemm(datapath: LogAccumulateDatapath): LogGemm;
}

/**
 * Compiles and self-tests the kernels of the usual datapaths (about 20 ms); others follow when they are first needed. With
 * `revectorize` (the default) V8's revectorizer is tried where there is one; code of it that fails the self-test is thrown
 * away and compiled again without.
 *
 * @throws LnsimError when the kernels have not been built, or are not those of this source
 */
export function createEngine(options: { readonly revectorize?: boolean } = {}): Engine {
  const obstacle = options.revectorize === false ? "not asked for" : revectorizerObstacle();
  const modules = new LazyModules(obstacle);
  const factory = new FixedFactory(modules);
  const floats = new FloatFactory(obstacle);
  let log: LogDevice | undefined;
  return {
    info: modules.info,
    fixedGemm: (datapath) => factory.create(datapath),
    floatGemm: (datapath) => floats.create(datapath),
    logGemm: (datapath) => createLogGemm(datapath, () => (log ??= compileLogDevice())),
  };
}

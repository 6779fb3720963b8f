import type { FixedAccumulateDatapath, FloatAccumulateDatapath, LogAccumulateDatapath } from "@lnsim/contracts";
import type { CompileInfo } from "./kernels/compile-checked.ts";
import { FixedFactory } from "./fixed/fixed-factory.ts";
import { LazyModules } from "./fixed/fixed-modules.ts";
import { FloatFactory } from "./float/float-factory.ts";
import type { FixedGemm, FloatGemm } from "./gemm.ts";
import type { LogDevice } from "./log/log-device.ts";
import { compileLogDevice, createLogGemm } from "./log/log-factory.ts";
import type { LogGemm } from "./log/log-gemm.ts";
import { revectorizerObstacle } from "./kernels/revectorizer.ts";
import { SharedArrays } from "./threads/shared-arrays.ts";
import { ThreadedFixedGemm, ThreadedFloatGemm } from "./threads/threaded-gemm.ts";
import { WorkerPool } from "./threads/worker-pool.ts";

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
  /** Ends the worker threads, if there are any; the engine goes on without. A process can end without it. */
  close(): void;
}

/** How an engine is made. */
export interface EngineOptions {
  /** Whether V8's revectorizer is tried where there is one; code of it that fails the self-test is compiled again without. Default true. */
  readonly revectorize?: boolean;
  /**
   * Threads that share large fixed and float products, the calling one included; results do not depend on it. Default 1.
   * Workers are started with the engine and wait without using the processor.
   */
  readonly threads?: number;
}

/**
 * Compiles and self-tests the kernels of the usual datapaths (about 20 ms); others follow when they are first needed.
 *
 * @throws LnsimError when the kernels have not been built, or are not those of this source
 */
export function createEngine({ revectorize = true, threads: count = 1 }: EngineOptions = {}): Engine {
  const obstacle = !revectorize ? "not asked for" : revectorizerObstacle();
  const modules = new LazyModules(obstacle);
  const factory = new FixedFactory(modules);
  const floats = new FloatFactory(obstacle);
  const threads = count > 1 ? { pool: new WorkerPool(count - 1), shared: new SharedArrays(), nextGemm: 0 } : undefined;
  let log: LogDevice | undefined;
  return {
    info: modules.info,
    fixedGemm: (datapath) => {
      const runner = factory.create(datapath);
      return threads === undefined ? runner : new ThreadedFixedGemm(runner, threads);
    },
    floatGemm: (datapath) => {
      const runner = floats.create(datapath);
      return threads === undefined ? runner : new ThreadedFloatGemm(runner, floats, threads);
    },
    logGemm: (datapath) => createLogGemm(datapath, () => (log ??= compileLogDevice())),
    close: () => threads?.pool.close(),
  };
}

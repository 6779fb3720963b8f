import { LnsimError, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { FixedFactory } from "./fixed-factory.ts";
import { instantiateKernels, type ClassKernels, type DirectKernels, type RuleKernels } from "./fixed-kernels.ts";
import type { FixedModules } from "./fixed-modules.ts";
import { passesFloatSelfTest, warmUpFloat } from "./float-self-test.ts";
import { FloatRunner } from "./float-runner.ts";
import type { FixedGemm, FloatGemm } from "./gemm.ts";
import { KernelDevice } from "./kernel-device.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { compileKernel, unusableKernel, type KernelName } from "./kernel-module.ts";
import { revectorizerObstacle, withImmediateTierUp } from "./revectorizer.ts";
import { classCases, directCases, type SelfTestCase } from "./self-test-cases.ts";
import { passesFixedSelfTest, warmUpFixed } from "./self-test.ts";

/** How an engine's fixed-accumulate kernels were compiled. */
export interface EngineInfo {
  /** True when V8's revectorizer was on for the compile and the code passed the self-test. */
  readonly revectorized: boolean;
  /** Why not, when it is off. */
  readonly reason?: string;
}

/** The compiled kernels and their memory. One run at a time; make one engine per thread and keep it. */
export interface Engine {
  readonly info: EngineInfo;
  /**
   * Prepares a datapath; cheap for one that differs from an earlier one only in its accumulator.
   *
   * @throws LnsimError when the datapath breaks a limit of {@link FixedAccumulateDatapath}
   */
  fixedGemm(datapath: FixedAccumulateDatapath): FixedGemm;
  /** The binary32 GEMM, compiled when it is first asked for. */
  floatGemm(): FloatGemm;
}

/**
 * Compiles and self-tests the kernels (about 20 ms). With `revectorize` (the default) V8's revectorizer is tried where
 * there is one; code of it that fails the self-test is thrown away and compiled again without.
 *
 * @throws LnsimError when the kernels have not been built, or are not those of this source
 */
export function createEngine(options: { readonly revectorize?: boolean } = {}): Engine {
  const obstacle = options.revectorize === false ? "not asked for" : revectorizerObstacle();
  const classes = compileDevice<ClassKernels>("fixed-gemm", obstacle, classCases());
  let direct: KernelDevice<DirectKernels> | undefined;
  let float: FloatGemm | undefined;
  const factory = new FixedFactory({
    classes: () => classes.kernels,
    direct: () => (direct ??= compileDevice<DirectKernels>("direct-gemm", obstacle, directCases()).kernels),
  });
  return {
    info: classes.info,
    fixedGemm: (datapath) => factory.create(datapath),
    floatGemm: () => (float ??= compileChecked("float-gemm", obstacle, { compile: compileFloat, warmUp: warmUpFloat, passes: passesFloatSelfTest }).kernels),
  };
}

/** Compiles one module of fixed-accumulate kernels, tested on cases that it alone computes. */
function compileDevice<Kernels extends RuleKernels>(name: KernelName, obstacle: string | undefined, cases: readonly SelfTestCase[]): { kernels: KernelDevice<Kernels>; info: EngineInfo } {
  return compileChecked(name, obstacle, {
    compile: (revectorize) => {
      const memory = new KernelMemory();
      return new KernelDevice(instantiateKernels<Kernels>(compileKernel(name, revectorize), memory), memory, revectorize);
    },
    warmUp: (device) => warmUpFixed(new FixedFactory(onlyModule(device)), cases),
    passes: (device) => passesFixedSelfTest(new FixedFactory(onlyModule(device)), cases),
  });
}

/** Modules of which only this one will be asked for. */
function onlyModule(device: KernelDevice<RuleKernels>): FixedModules {
  return { classes: () => device as KernelDevice<ClassKernels>, direct: () => device as KernelDevice<DirectKernels> };
}

function compileFloat(revectorize: boolean): FloatGemm {
  return new FloatRunner(compileKernel("float-gemm", revectorize), new KernelMemory(), revectorize ? 16 : 8);
}

interface KernelMaker<Kernels> {
  readonly compile: (revectorize: boolean) => Kernels;
  /** Calls every kernel, so that the self-test meets optimised code. */
  readonly warmUp: (kernels: Kernels) => void;
  readonly passes: (kernels: Kernels) => boolean;
}

/** Compiles, with the revectorizer unless there is an obstacle, and falls back when its code computes something else. */
function compileChecked<Kernels>(
  name: KernelName,
  obstacle: string | undefined,
  { compile, warmUp, passes }: KernelMaker<Kernels>,
): { kernels: Kernels; info: EngineInfo } {
  const compileTested = (revectorize: boolean): Kernels | undefined => {
    try {
      const kernels = withImmediateTierUp(revectorize, () => {
        const made = compile(revectorize);
        warmUp(made);
        return made;
      });
      return passes(kernels) ? kernels : undefined;
    } catch (cause) {
      if (cause instanceof LnsimError) throw cause;
      throw unusableKernel(name, (cause as Error).message, cause);
    }
  };
  const revectorized = obstacle === undefined ? compileTested(true) : undefined;
  if (revectorized !== undefined) return { kernels: revectorized, info: { revectorized: true } };
  const kernels = compileTested(false);
  if (kernels === undefined) throw unusableKernel(name, "other results in the self-test");
  return { kernels, info: { revectorized: false, reason: obstacle ?? "revectorized code failed its self-test" } };
}

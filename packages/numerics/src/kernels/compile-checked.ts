import { LnsimError } from "@lnsim/contracts";
import { unusableKernel, type KernelName } from "./kernel-module.ts";
import { withImmediateTierUp } from "./revectorizer.ts";

/** How kernels were compiled. */
export interface CompileInfo {
  /** True when V8's revectorizer was on for the compile and the code passed the self-test. */
  readonly revectorized: boolean;
  /** Why not, when it is off. */
  readonly reason?: string;
}

/** How one kind of kernels is made and tested. */
export interface KernelMaker<Kernels> {
  readonly compile: (revectorize: boolean) => Kernels;
  /** Calls every kernel, so that the self-test meets optimised code. */
  readonly warmUp: (kernels: Kernels) => void;
  readonly passes: (kernels: Kernels) => boolean;
}

/**
 * Compiles, with the revectorizer unless there is an obstacle, and falls back when its code computes something else.
 *
 * @throws LnsimError when the kernels have not been built, or compute something else without the revectorizer too
 */
export function compileChecked<Kernels>(
  name: KernelName,
  obstacle: string | undefined,
  { compile, warmUp, passes }: KernelMaker<Kernels>,
): { readonly kernels: Kernels; readonly info: CompileInfo } {
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

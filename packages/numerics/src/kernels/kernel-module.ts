import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LnsimError } from "@lnsim/contracts";

/** The same path from src/ and from dist/. */
const wasmDirectory = new URL("../../wasm/", import.meta.url);

/** A custom section named "plain": it makes the bytes differ, so that V8 does not return code it compiled before. */
const plainSection = Uint8Array.of(0, 6, 5, 0x70, 0x6c, 0x61, 0x69, 0x6e);

/** Names of the kernel files. */
export type KernelName = "fixed-gemm" | "direct-gemm" | "float-gemm" | "rounded-gemm" | "log-gemm";

/**
 * Compiles one kernel file: modules with and without V8's revectorizer share no code.
 *
 * @throws LnsimError when the file has not been built; WebAssembly.CompileError when it is damaged
 */
export function compileKernel(name: KernelName, revectorize: boolean): WebAssembly.Module {
  const bytes = readKernel(fileOf(name));
  return new WebAssembly.Module(revectorize ? bytes : Buffer.concat([bytes, plainSection]));
}

/** The error for a kernel file that is there but is not the one of this source: damaged, or of another version. */
export function unusableKernel(name: KernelName, found: string, cause?: unknown): LnsimError {
  return new LnsimError({
    code: "file-unreadable",
    message: "the compiled arithmetic kernels are not those of this version of lnsim",
    path: fileOf(name),
    found,
    expected: "results equal to the reference's",
    remedy: "run: npm run build",
    cause,
  });
}

function fileOf(name: KernelName): string {
  return fileURLToPath(new URL(`${name}.wasm`, wasmDirectory));
}

function readKernel(file: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new LnsimError({
      code: "file-not-found",
      message: "the compiled arithmetic kernels are missing",
      path: file,
      remedy: "run: npm run build",
      cause,
    });
  }
}

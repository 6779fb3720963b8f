import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LnsimError } from "@lnsim/contracts";
import { withCompilerFlags } from "./revectorizer.ts";

/** The same path from src/ and from dist/. */
const wasmDirectory = new URL("../wasm/", import.meta.url);

/** A custom section named "plain": it makes the bytes differ, so that V8 does not return code it compiled before. */
const plainSection = Uint8Array.of(0, 6, 5, 0x70, 0x6c, 0x61, 0x69, 0x6e);

/**
 * Compiles one kernel file at once and fully optimised, with or without V8's revectorizer.
 *
 * @throws LnsimError when the file has not been built
 */
export function compileKernel(name: string, revectorize: boolean): WebAssembly.Module {
  const file = fileURLToPath(new URL(`${name}.wasm`, wasmDirectory));
  const bytes = readKernel(file);
  return withCompilerFlags(revectorize, () => new WebAssembly.Module(revectorize ? bytes : Buffer.concat([bytes, plainSection])));
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

import { setFlagsFromString } from "node:v8";

/** Why this process cannot use V8's revectorizer, or undefined when it can be tried. */
export function revectorizerObstacle(): string | undefined {
  if (process.arch !== "x64") return `V8's revectorizer is for x64, not ${process.arch}`;
  const major = Number(process.versions.node.split(".")[0]);
  return major < 24 ? `Node ${process.versions.node} is older than 24` : undefined;
}

/**
 * Runs a compilation with all WebAssembly functions optimised at once, and with the pass that joins pairs of 128-bit
 * operations into 256-bit ones switched on or off. The flags belong to the process and are back at V8's defaults
 * afterwards, which finished code does not notice. Inlining goes with the baseline compiler: it needs its feedback, and
 * V8 aborts without (so kernels must not call each other in their loops either).
 */
export function withCompilerFlags<Result>(revectorize: boolean, compile: () => Result): Result {
  setFlagsFromString("--no-wasm-inlining");
  setFlagsFromString("--no-liftoff");
  setFlagsFromString("--no-wasm-lazy-compilation");
  if (revectorize) setFlagsFromString("--experimental-wasm-revectorize");
  try {
    return compile();
  } finally {
    if (revectorize) setFlagsFromString("--no-experimental-wasm-revectorize");
    setFlagsFromString("--wasm-lazy-compilation");
    setFlagsFromString("--liftoff");
    setFlagsFromString("--wasm-inlining");
  }
}

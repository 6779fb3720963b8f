import { setFlagsFromString } from "node:v8";

/** Why this process cannot use V8's revectorizer, or undefined when it can be tried. */
export function revectorizerObstacle(): string | undefined {
  if (process.arch !== "x64") return `V8's revectorizer is for x64, not ${process.arch}`;
  const major = Number(process.versions.node.split(".")[0]);
  return major < 24 ? `Node ${process.versions.node} is older than 24` : undefined;
}

/** V8's default of --wasm-tiering-budget: about as many bytes of code run before a function is optimised. */
const defaultBudget = 13_000_000;

/**
 * Runs work in which a WebAssembly function of a module compiled there is optimised as soon as it is called: in this thread,
 * when the call ends, so that the next call runs the optimised code; with or without the pass that joins pairs of
 * 128-bit operations into 256-bit ones. Afterwards the flags are back at V8's defaults, which finished code does not notice.
 *
 * Flags belong to the process, where other modules (Node's own type stripping is one) may be compiled in background threads
 * at the same time. These three are read once per decision; those that switch the baseline compiler or inlining off
 * are read twice by one compilation and abort the process when they change in between.
 */
export function withImmediateTierUp<Result>(revectorize: boolean, work: () => Result): Result {
  if (revectorize) setFlagsFromString("--experimental-wasm-revectorize");
  setFlagsFromString("--wasm-sync-tier-up");
  setFlagsFromString("--wasm-tiering-budget=1");
  try {
    return work();
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${defaultBudget}`);
    setFlagsFromString("--no-wasm-sync-tier-up");
    if (revectorize) setFlagsFromString("--no-experimental-wasm-revectorize");
  }
}

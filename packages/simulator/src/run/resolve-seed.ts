import { LnsimError } from "@lnsim/contracts";
import type { TraceHeader } from "@lnsim/trace";

/** The seed of a run: the asked one, or the recipe's. @throws {LnsimError} unless it is a whole number from 0. */
export function resolveSeed(asked: number | undefined, header: TraceHeader): number {
  const seed = asked ?? header.recipe?.seed ?? 1;
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new LnsimError({
    code: "invalid-value",
    message: "a seed is a whole number from 0",
    path: "--seed",
    found: String(seed),
    expected: "a whole number from 0",
  });
}

import { passes } from "../../workload/pass.ts";
import type { Chip } from "../machine/build-chip.ts";

/** A counter of a block by pass. */
export function counted({ kernel }: Chip, block: number, name: string): readonly number[] {
  const counters = kernel.counters(block);
  return passes.map((pass) => counters[`${name}.${pass}`]!);
}

/**
 * Compares counts by pass with what the loop nests say.
 *
 * @throws Error naming the count and both numbers.
 */
export function compare(what: string, found: readonly number[], expected: readonly number[]): void {
  for (const [index, pass] of passes.entries()) {
    if (found[index] !== expected[index]) throw new Error(`${what} in ${pass}: ${found[index]}, and the loop nests have ${expected[index]}`);
  }
}

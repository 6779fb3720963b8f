import type { ActivityDeclaration } from "./block-shape.ts";
import type { Kernel } from "./kernel.ts";

/** Cycles a block has spent in one activity. */
export interface ActivityReport extends ActivityDeclaration {
  readonly name: string;
  readonly cycles: number;
}

/** Cycles by activity of one block, in declared order; they add up to `kernel.now`. */
export function reportActivities(kernel: Kernel, block: number): readonly ActivityReport[] {
  const activities = Object.entries(kernel.machine.blocks[block]!.kind.shape.declaration.activities);
  return activities.map(([name, declaration], index) => ({ name, ...declaration, cycles: kernel.ledger.spent(block, index, kernel.now) }));
}

/** Counters of one block by name, in declared order. */
export function reportCounters(kernel: Kernel, block: number): Readonly<Record<string, number>> {
  const { kind, base } = kernel.machine.blocks[block]!;
  const counters = Object.entries<number>(kind.shape.counter as Readonly<Record<string, number>>);
  return Object.fromEntries(counters.map(([name, offset]) => [name, kernel.state[base + offset]!]));
}

/**
 * Time and counters only grow, so those that are below 2^53 at the end were exact at every step on the way.
 *
 * @throws Error naming block and counter otherwise.
 */
export function checkExactness(kernel: Kernel): void {
  if (!Number.isSafeInteger(kernel.now)) throw new Error(`cycle ${kernel.now} is beyond exact time`);
  for (const { name, kind, base } of kernel.machine.blocks) {
    for (const [counter, offset] of Object.entries<number>(kind.shape.counter as Readonly<Record<string, number>>)) {
      const value = kernel.state[base + offset]!;
      if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new Error(`${name}, counter "${counter}": ${value} is not an exact count`);
    }
  }
}

import type { BlockKind } from "./block-kind.ts";
import type { ActivityDeclaration } from "./block-shape.ts";
import type { Kernel } from "./kernel.ts";
import type { Machine } from "./machine.ts";

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

/** Where a machine's counters are; worked out once, since a machine that is run often is checked as often. */
const counterPlaces = new WeakMap<Machine, Int32Array>();

/**
 * Time and counters only grow, so those that are below 2^53 at the end were exact at every step on the way.
 *
 * @throws Error naming block and counter otherwise.
 */
export function checkExactness(kernel: Kernel): void {
  if (!Number.isSafeInteger(kernel.now)) throw new Error(`cycle ${kernel.now} is beyond exact time`);
  const places = counterPlaces.get(kernel.machine) ?? findCounters(kernel.machine);
  for (let index = 0; index < places.length; index++) {
    const value = kernel.state[places[index]!]!;
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new Error(`${counterAt(kernel.machine, places[index]!)}: ${value} is not an exact count`);
  }
}

function findCounters(machine: Machine): Int32Array {
  const places = Int32Array.from(machine.blocks.flatMap(({ kind, base }) => Object.values(offsets(kind)).map((offset) => base + offset)));
  counterPlaces.set(machine, places);
  return places;
}

/** Block and name of the counter in a slot, for messages. */
function counterAt(machine: Machine, place: number): string {
  const { name, kind, base } = machine.blocks.findLast((block) => block.base <= place)!;
  const [counter] = Object.entries(offsets(kind)).find(([, offset]) => base + offset === place)!;
  return `${name}, counter "${counter}"`;
}

function offsets({ shape }: BlockKind): Readonly<Record<string, number>> {
  return shape.counter as Readonly<Record<string, number>>;
}

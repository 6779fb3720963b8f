import type { BlockKind } from "../block-kind.ts";
import type { Kernel } from "../kernel.ts";
import { MachineBuilder } from "../machine-builder.ts";
import type { KernelOptions } from "../run-options.ts";

/** A machine as lists, so that tests can build it with its blocks in any order. */
export interface Assembly {
  readonly blocks: readonly { readonly name: string; readonly kind: BlockKind; readonly initial?: Readonly<Record<string, number>>; readonly attachment?: unknown }[];
  /** `from` and `to` are "block.port". */
  readonly links: readonly { readonly from: string; readonly to: string; readonly latency: number; readonly capacity: number }[];
  /** See {@link MachineBuilder.setAddressSpan}. */
  readonly addressSpan?: number;
  /** See {@link MachineBuilder.setAddressesStand}. */
  readonly addressesStand?: boolean;
  /** See {@link MachineBuilder.setEpochKeys}. */
  readonly epochKeys?: ArrayLike<number>;
}

/** Builds a kernel; `order` lists block indices in the order in which they are added (default: as they are). */
export function assemble(assembly: Assembly, options: KernelOptions = {}, order?: readonly number[]): Kernel {
  const machine = new MachineBuilder();
  const numbers = new Map<string, number>();
  for (const index of order ?? assembly.blocks.keys()) {
    const { name, kind, initial, attachment } = assembly.blocks[index]!;
    numbers.set(name, machine.add({ name, kind, initial: initial ?? {}, attachment }));
  }
  const end = (label: string): readonly [number, string] => {
    const [block, port] = label.split(".") as [string, string];
    return [numbers.get(block)!, port];
  };
  for (const { from, to, latency, capacity } of assembly.links) machine.link({ from: end(from), to: end(to), latency, capacity });
  if (assembly.addressSpan !== undefined) machine.setAddressSpan(assembly.addressSpan);
  if (assembly.addressesStand === true) machine.setAddressesStand();
  if (assembly.epochKeys !== undefined) machine.setEpochKeys(assembly.epochKeys);
  return machine.build(options);
}

/** Number of the block called `name`. */
export function blockNumber(kernel: Kernel, name: string): number {
  return kernel.machine.blocks.findIndex((block) => block.name === name);
}

/** Everything that must not depend on mode, order or scheduling, by block name. */
export function outcome(kernel: Kernel) {
  const blocks = kernel.machine.blocks.map(({ name }, block) => {
    const activities = kernel.activities(block).map((activity) => [activity.name, activity.cycles] as const);
    return [name, { counters: kernel.counters(block), activities: Object.fromEntries(activities) }] as const;
  });
  return { cycle: kernel.now, blocks: Object.fromEntries(blocks.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Asks for a wake of every block in every cycle from now until `until`: by contract this changes nothing. */
export function wakeAlways(kernel: Kernel, until: number): void {
  for (let cycle = kernel.now; cycle < until; cycle++) {
    for (let block = 0; block < kernel.machine.blocks.length; block++) kernel.requestWake(block, cycle);
  }
}

import type { BlockKind } from "./block-kind.ts";

/** One block of a machine. */
export interface MachineBlock {
  readonly name: string;
  readonly kind: BlockKind;
  /** Where its slots start in `kernel.state`. */
  readonly base: number;
  /** Initial value of each of its slots. */
  readonly initial: Float64Array;
  /** Link number of each port, -1 where an optional port is not linked. */
  readonly links: readonly number[];
  /** What the block reads and never changes, or null: see {@link BlockSpec.attachment}. */
  readonly attachment: unknown;
  /** Names of its slots that keep their initial value: see {@link BlockSpec.constants}. */
  readonly constants: readonly string[];
}

/** One link of a machine: from an out-port of `sender` to an in-port of `receiver`. */
export interface MachineLink {
  readonly sender: number;
  readonly senderPort: number;
  readonly receiver: number;
  readonly receiverPort: number;
  /** Cycles from sending to visibility, >= 1. */
  readonly latencyCycles: number;
  /** Messages that fit, those in flight included, >= 1. */
  readonly capacity: number;
}

/** A checked machine: blocks and links, by number. Frozen; many kernels may run the same machine. */
export interface Machine {
  readonly blocks: readonly MachineBlock[];
  readonly links: readonly MachineLink[];
  /** The distinct kinds of its blocks, in order of first use. */
  readonly kinds: readonly BlockKind[];
  /** Slots in all. */
  readonly slots: number;
  /** Addresses repeat after as many bytes, as far as timing goes; 1 where no block has addresses. */
  readonly addressSpan: number;
  /** See {@link MachineBuilder.setAddressesStand}. */
  readonly addressesStand: boolean;
  /** Key of the epoch at each position of the program: see {@link MachineBuilder.setEpochKeys}. Empty: no epochs. */
  readonly epochKeys: ArrayLike<number>;
}

/** "block.port" for messages. */
export function portName(block: MachineBlock, port: number): string {
  return `${block.name}.${Object.keys(block.kind.shape.declaration.ports ?? {})[port] ?? `port ${port}`}`;
}

import type { BlockKind } from "./block-kind.ts";
import type { BlockDeclaration, PortDeclaration } from "./block-shape.ts";
import { Kernel } from "./kernel.ts";
import type { Machine, MachineBlock, MachineLink } from "./machine.ts";
import type { KernelOptions } from "./run-options.ts";

/** A block to add. */
export interface BlockSpec<D extends BlockDeclaration> {
  /** Unique in the machine; shown in statistics and errors. */
  readonly name: string;
  readonly kind: BlockKind<D>;
  /** Initial values of slots, by name; the others start at 0. */
  readonly initial?: Partial<Readonly<Record<keyof NonNullable<D["state"]> & string, number>>>;
  /**
   * What its handler consults and never changes, as {@link Kernel.attachment}: a program, a table. Not part of the state, so
   * that it may be large; a cache in it must be one of a pure function.
   */
  readonly attachment?: unknown;
  /** Names of slots that keep their initial value in this machine, whatever their role: they are not compared. */
  readonly constants?: readonly string[];
}

/** A link to add. */
export interface LinkSpec {
  /** Block number (from {@link MachineBuilder.add}) and name of its out-port. */
  readonly from: readonly [block: number, port: string];
  /** Block number and name of its in-port. */
  readonly to: readonly [block: number, port: string];
  /** Cycles from sending to visibility, an integer from 1 to below 2^30. */
  readonly latency: number;
  /** Messages that fit, those in flight included, an integer from 1 to below 2^30. */
  readonly capacity: number;
}

interface Draft {
  readonly name: string;
  readonly kind: BlockKind;
  readonly base: number;
  readonly initial: Float64Array;
  readonly links: number[];
  readonly attachment: unknown;
  readonly constants: readonly string[];
}

/** Collects blocks and links, checks them, and makes kernels. All errors name block and port. */
export class MachineBuilder {
  private readonly blocks: Draft[] = [];
  private readonly links: MachineLink[] = [];
  private slots = 0;
  private addressSpan = 1;
  private addressesStand = false;
  private epochKeys: ArrayLike<number> = [];

  /** Adds a block and returns its number. Numbers count up from 0. */
  add<D extends BlockDeclaration>(spec: BlockSpec<D>): number {
    const shape = spec.kind.shape;
    if (this.blocks.some((block) => block.name === spec.name)) throw new Error(`two blocks are called "${spec.name}"`);
    const initial = new Float64Array(shape.slots);
    const slot = shape.slot as Readonly<Record<string, number>>;
    for (const [name, value] of Object.entries<number | undefined>(spec.initial ?? {})) {
      if (!(name in slot)) throw new Error(`block "${spec.name}" (${shape.declaration.kind}) has no slot "${name}"`);
      if (value === undefined || Number.isNaN(value)) throw new Error(`block "${spec.name}", slot "${name}": initial value ${value}`);
      initial[slot[name]!] = value;
    }
    const { constants = [] } = spec;
    const unknown = constants.find((name) => !(name in slot));
    if (unknown !== undefined) throw new Error(`block "${spec.name}" (${shape.declaration.kind}) has no slot "${unknown}"`);
    const ports = Object.keys(shape.declaration.ports ?? {}).length;
    this.blocks.push({ name: spec.name, kind: spec.kind as unknown as BlockKind, base: this.slots, initial, links: new Array<number>(ports).fill(-1), attachment: spec.attachment ?? null, constants });
    this.slots += shape.slots;
    return this.blocks.length - 1;
  }

  /** Adds a link and returns its number. */
  link(spec: LinkSpec): number {
    const from = this.end(spec.from, "out");
    const to = this.end(spec.to, "in");
    const where = `link ${from.label} -> ${to.label}`;
    if (!isCount(spec.latency)) throw new Error(`${where}: latency ${spec.latency} is not an integer of at least 1`);
    if (!isCount(spec.capacity)) throw new Error(`${where}: capacity ${spec.capacity} is not an integer of at least 1`);
    const sent = describeWords(from.declaration);
    const received = describeWords(to.declaration);
    if (sent !== received) throw new Error(`${where}: sends (${sent}), receives (${received})`);
    const number = this.links.length;
    from.draft.links[from.port] = number;
    to.draft.links[to.port] = number;
    this.links.push({
      sender: spec.from[0],
      senderPort: from.port,
      receiver: spec.to[0],
      receiverPort: to.port,
      latencyCycles: spec.latency,
      capacity: spec.capacity,
    });
    return number;
  }

  /** Sets the span after which addresses repeat, a whole number of bytes. @throws Error for anything else. */
  setAddressSpan(bytes: number): void {
    if (!Number.isSafeInteger(bytes) || bytes < 1) throw new Error(`address span ${bytes} is not a positive whole number`);
    this.addressSpan = bytes;
  }

  /**
   * Promises that every block that takes addresses from loop indices keeps at boundaries, for each walk over its loops, one of them
   * in its state: when all addresses stand where they stood a period before, so will all that are taken from then on. A single
   * period is then enough to skip more of them.
   */
  setAddressesStand(): void {
    this.addressesStand = true;
  }

  /**
   * Sets the key of the epoch at each position of the program (see {@link Kernel.markEpoch}). Epochs of equal keys and equal states
   * are taken to behave the same: a key must tell apart everything that blocks look up under positions, relative to that
   * of the epoch, from the cycle after its mark to the cycle of the next mark, that one included. {@link windowKeys} makes them of classes of ops.
   */
  setEpochKeys(keys: ArrayLike<number>): void {
    this.epochKeys = keys;
  }

  /** The machine as it is now. @throws Error when a port that is not optional has no link. */
  machine(): Machine {
    if (this.blocks.length === 0) throw new Error("a machine needs at least one block");
    for (const block of this.blocks) checkLinked(block);
    const kinds = [...new Set(this.blocks.map((block) => block.kind))];
    const blocks: MachineBlock[] = this.blocks.map((block) => ({ ...block, links: [...block.links], initial: block.initial.slice() }));
    return { blocks, links: [...this.links], kinds, slots: this.slots, addressSpan: this.addressSpan, addressesStand: this.addressesStand, epochKeys: this.epochKeys };
  }

  /** A kernel at cycle 0 for the machine as it is now. */
  build(options: KernelOptions = {}): Kernel {
    return new Kernel(this.machine(), options);
  }

  private end([block, port]: readonly [number, string], direction: "in" | "out") {
    const draft = this.blocks[block];
    if (draft === undefined) throw new Error(`there is no block ${block} (port "${port}")`);
    const ports = draft.kind.shape.declaration.ports ?? {};
    const label = `${draft.name}.${port}`;
    const declaration = ports[port];
    if (declaration === undefined) throw new Error(`block "${draft.name}" (${draft.kind.shape.declaration.kind}) has no port "${port}"`);
    if (declaration.direction !== direction) throw new Error(`${label} is an ${declaration.direction}-port, used as an ${direction}-port`);
    const number = Object.keys(ports).indexOf(port);
    if (draft.links[number] !== -1) throw new Error(`${label} has two links`);
    return { draft, declaration, port: number, label };
  }
}

/** A positive integer that fits a typed array's element with room to spare. */
function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value < 2 ** 30;
}

function describeWords(port: PortDeclaration): string {
  return Object.entries(port.words ?? {})
    .map(([name, role]) => `${name}: ${role}`)
    .join(", ");
}

function checkLinked(block: Draft): void {
  const ports = Object.entries(block.kind.shape.declaration.ports ?? {});
  for (const [index, [name, port]] of ports.entries()) {
    if (block.links[index] === -1 && port.optional !== true) throw new Error(`${block.name}.${name} is not linked and not optional`);
  }
}


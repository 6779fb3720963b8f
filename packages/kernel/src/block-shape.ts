import type { NoteRole, SlotRole, WordRole } from "./role.ts";

/** A port of a block: messages of at most four named words go one way through it. */
export interface PortDeclaration {
  readonly direction: "in" | "out";
  /** Name and role of each word of a message, in order; at most {@link maximumWords}. Absent: a bare token. */
  readonly words?: Readonly<Record<string, WordRole>>;
  /** An optional port may stay unlinked: it never has a message and never has room. Default: must be linked. */
  readonly optional?: boolean;
}

/** A loop whose index decides what the block does, so that the kernel may skip iterations of it. */
export interface NestDeclaration {
  /**
   * How many of the last iterations may behave unlike the others: the block must behave the same, but for
   * counters and iteration slots, for every index below `iterations - lookAhead`. At least 1 (the last one ends the loop).
   */
  readonly lookAhead: number;
}

/** What a block can be doing; work + stalls + idle tile its life. */
export interface ActivityDeclaration {
  readonly class: "work" | "stall" | "idle";
  /** Why it stalls, e.g. "hazard", "drain"; for stalls only. */
  readonly cause?: string;
  /** The port it waits for, if it waits for one. */
  readonly port?: string;
}

/** Something a block notes in the kernel's log, an op that is over, say; of at most {@link maximumWords} numbers. */
export interface NoteDeclaration {
  /** Name and role of each number, in order. */
  readonly fields?: Readonly<Record<string, NoteRole>>;
  /** Whether all counters and activities of the machine, as they are at the end of the cycle, belong to it. Default: no. */
  readonly totals?: boolean;
}

/** Everything about a kind of block but what it does. */
export interface BlockDeclaration {
  readonly kind: string;
  readonly ports?: Readonly<Record<string, PortDeclaration>>;
  /** Slots of state and their roles. Counters that are reported as actions belong in `counters`. */
  readonly state?: Readonly<Record<string, SlotRole>>;
  readonly nests?: Readonly<Record<string, NestDeclaration>>;
  /** The first one is the activity of cycle 0 until the block says otherwise. */
  readonly activities: Readonly<Record<string, ActivityDeclaration>>;
  /** Actions the block counts: totals that only grow, in the unit the name says. */
  readonly counters?: readonly string[];
  readonly notes?: Readonly<Record<string, NoteDeclaration>>;
}

/** Small integers by name, for use as constants in a handler. */
type Indices<Names> = { readonly [Name in keyof Names]: number };
type CounterNames<D extends BlockDeclaration> = D["counters"] extends readonly (infer Name extends string)[] ? { readonly [N in Name]: number } : object;

/** A declaration with a number for every name in it. */
export interface BlockShape<D extends BlockDeclaration = BlockDeclaration> {
  readonly declaration: D;
  /** Port number, for every kernel call that takes a port. */
  readonly port: Indices<NonNullable<D["ports"]>>;
  /** Offset of a slot from the block's base in `kernel.state`. */
  readonly slot: Indices<NonNullable<D["state"]>>;
  /** Offset of a nest's index; the kernel keeps its end and serial in the two slots behind it. */
  readonly nest: Indices<NonNullable<D["nests"]>>;
  /** Activity number, for `kernel.setActivity`. */
  readonly activity: Indices<D["activities"]>;
  /** Offset of a counter, for `kernel.count`. */
  readonly counter: CounterNames<D>;
  /** Number of a note, for `kernel.note`. */
  readonly note: Indices<NonNullable<D["notes"]>>;
  /** Slots a block of this kind takes in `kernel.state`. */
  readonly slots: number;
}

/** A message has at most this many words, so that sending one never allocates. */
const maximumWords = 4;

/** Slots of a nest: index, end, serial (how often it was entered). */
const nestSlots = 3;

/**
 * Gives every name of a declaration its number. Slots come first, then nests, then counters, each in declared order.
 * (The result is not frozen: V8 deoptimizes again and again where optimized code reads constants from a frozen object.)
 *
 * @throws Error when the declaration contradicts itself; the message names kind and field.
 */
export function declareBlock<const D extends BlockDeclaration>(declaration: D): BlockShape<D> {
  checkDeclaration(declaration);
  let next = 0;
  const place = (names: Iterable<string>, stride: number) => {
    const places: Record<string, number> = {};
    for (const name of names) {
      places[name] = next;
      next += stride;
    }
    // The copy: V8 makes a hash table of an object that gets more than a dozen computed names one by one.
    return { ...places };
  };
  const slot = place(Object.keys(declaration.state ?? {}), 1);
  const nest = place(Object.keys(declaration.nests ?? {}), nestSlots);
  const counter = place(declaration.counters ?? [], 1);
  const shape = {
    declaration,
    port: number(Object.keys(declaration.ports ?? {})),
    slot,
    nest,
    activity: number(Object.keys(declaration.activities)),
    counter,
    note: number(Object.keys(declaration.notes ?? {})),
    slots: next,
  };
  return shape as unknown as BlockShape<D>;
}

function number(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, index) => [name, index]));
}

function checkDeclaration(declaration: BlockDeclaration): void {
  const where = `block kind "${declaration.kind}"`;
  const ports = declaration.ports ?? {};
  for (const [name, port] of Object.entries(ports)) {
    const words = Object.keys(port.words ?? {}).length;
    if (words > maximumWords) throw new Error(`${where}, port "${name}": ${words} words, at most ${maximumWords} fit a message`);
  }
  for (const [name, { fields }] of Object.entries(declaration.notes ?? {})) {
    const numbers = Object.keys(fields ?? {}).length;
    if (numbers > maximumWords) throw new Error(`${where}, note "${name}": ${numbers} numbers, at most ${maximumWords} fit a note`);
  }
  for (const [name, nest] of Object.entries(declaration.nests ?? {})) {
    if (!Number.isInteger(nest.lookAhead) || nest.lookAhead < 1) {
      throw new Error(`${where}, nest "${name}": look-ahead ${nest.lookAhead} is not an integer of at least 1`);
    }
  }
  const activities = Object.entries(declaration.activities);
  if (activities.length === 0) throw new Error(`${where} declares no activity`);
  for (const [name, activity] of activities) {
    if (activity.class === "stall" && activity.cause === undefined) throw new Error(`${where}, activity "${name}": a stall needs a cause`);
    if (activity.class !== "stall" && activity.cause !== undefined) throw new Error(`${where}, activity "${name}": only a stall has a cause`);
    if (activity.port !== undefined && !(activity.port in ports)) throw new Error(`${where}, activity "${name}": no port "${activity.port}"`);
  }
  const counters = declaration.counters ?? [];
  const twice = counters.find((name, index) => counters.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${where}, counter "${twice}" is declared twice`);
}

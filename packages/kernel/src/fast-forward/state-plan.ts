import type { Machine } from "../machine.ts";
import type { SlotRole, WordRole } from "../role.ts";

/** A nest of a machine: where its index is, and how many last iterations may differ. */
export interface NestPlace {
  readonly at: number;
  readonly lookAhead: number;
}

/** Which slots and words have which role, worked out once per machine. */
export interface StatePlan {
  /** Slots that are compared as they are. */
  readonly values: Int32Array;
  readonly times: Int32Array;
  readonly deadlines: Int32Array;
  readonly counters: Int32Array;
  /** What a period adds to: iterations and stamps, which decide nothing, and addresses, which decide by their place in the span. */
  readonly labels: Int32Array;
  /** The labels by role: iterations, then stamps, then addresses. */
  readonly iterations: Int32Array;
  readonly stamps: Int32Array;
  readonly addresses: Int32Array;
  /** Whether labels that stand where they stood a period before do so ever after. */
  readonly labelsStand: boolean;
  readonly positions: Int32Array;
  readonly maxima: Int32Array;
  /** Slots that are never written. */
  readonly constants: Int32Array;
  readonly nests: readonly NestPlace[];
  /** Role of every word of every link: `wordRoles[link]`. */
  readonly wordRoles: readonly (readonly WordRole[])[];
}

/** Whether a period adds to a word. */
export function isLabel(role: WordRole): boolean {
  return role === "iteration" || role === "stamp" || role === "address";
}

/** Sorts a machine's slots and words by role. */
export function planState(machine: Machine): StatePlan {
  const places: Record<SlotRole, number[]> = { value: [], time: [], deadline: [], counter: [], iteration: [], stamp: [], maximum: [], address: [], position: [], parameter: [] };
  const nests: NestPlace[] = [];
  for (const { kind, base, constants } of machine.blocks) {
    const isConstant = new Set(constants);
    const { declaration, slot, nest, counter } = kind.shape;
    for (const [name, role] of Object.entries(declaration.state ?? {})) places[isConstant.has(name) ? "parameter" : role].push(base + slot[name]!);
    for (const at of Object.values<number>(counter as Readonly<Record<string, number>>)) places.counter.push(base + at);
    for (const [name, { lookAhead }] of Object.entries(declaration.nests ?? {})) nests.push({ at: base + nest[name]!, lookAhead });
  }
  const wordRoles = machine.links.map(({ sender, senderPort }) => {
    const port = Object.values(machine.blocks[sender]!.kind.shape.declaration.ports ?? {})[senderPort]!;
    return Object.values(port.words ?? {});
  });
  return {
    values: Int32Array.from(places.value),
    times: Int32Array.from(places.time),
    deadlines: Int32Array.from(places.deadline),
    counters: Int32Array.from(places.counter),
    labels: Int32Array.from([...places.iteration, ...places.stamp, ...places.address]),
    iterations: Int32Array.from(places.iteration),
    stamps: Int32Array.from(places.stamp),
    addresses: Int32Array.from(places.address),
    labelsStand: machine.addressesStand && places.iteration.length + places.stamp.length === 0 && !wordRoles.flat().some((role) => isLabel(role) && role !== "address"),
    positions: Int32Array.from(places.position),
    maxima: Int32Array.from(places.maximum),
    constants: Int32Array.from(places.parameter),
    nests,
    wordRoles,
  };
}


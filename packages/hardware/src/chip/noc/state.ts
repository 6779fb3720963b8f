import { declareBlock, type BlockDeclaration, type BlockShape, type PortDeclaration, type SlotRole } from "@lnsim/kernel";
import { arrivalWords, creditWords, outWords, writtenWords } from "./messages.ts";
import { busRecord, loopLevels, streamRecord, type NocLayout } from "./layout.ts";

const streamRoles: { readonly [field in Exclude<keyof typeof streamRecord, "size">]: SlotRole } = {
  /** Packets of the transfer under way that are not granted yet; 0: none is under way. */
  left: "value",
  /** What `left` is when the first slice is complete. */
  mark: "value",
  /** Bank of the next packet. */
  bank: "value",
  /** The transposer, or the PPU, does not have the next packet before. */
  notBefore: "time",
  /** Bank arbitrations that the transfer lost. */
  lost: "value",
  /** PEs that a transfer goes to, from the bus's first on where it is shared. */
  receivers: "value",
  /** Of results: packets of the transfer, and see the message. */
  total: "value",
  span: "value",
  from: "time",
  rows: "value",
};

const busRoles: { readonly [field in Exclude<keyof typeof busRecord, "size">]: SlotRole } = {
  /** A packet that is granted from this cycle on finds room in front of the link. */
  roomAt: "time",
  /** Stream that the arbiter looks at first. */
  turn: "value",
  /** Streams of the bus with a transfer under way. */
  active: "value",
};

/** Where the interconnect of a layout keeps what, as offsets from its base. The records of all streams come first. */
export class NocSlots {
  /** Record of bus b: `buses + b * busRecord.size`. */
  readonly buses: number;
  readonly bankPointer: number;
  /** Of PE p and kind: `credit + kind * pes + p`. */
  readonly credit: number;
  readonly done: number;
  readonly armed: number;
  readonly begun: number;
  /** Whether a transfer may have become possible. */
  readonly hasRoom: number;
  /** Loops: level l of stream s is `loops + (l * streams + s) * 3`. */
  readonly loops: number;
  readonly results: number;
  readonly packets: number;
  readonly bytes: number;
  readonly delivered: number;
  readonly bubbles: number;
  readonly flitHops: number;
  readonly blocks: number;

  constructor(shape: BlockShape) {
    const slot = shape.slot as Readonly<Record<string, number>>;
    const nest = shape.nest as Readonly<Record<string, number>>;
    const counter = shape.counter as Readonly<Record<string, number>>;
    const field = (name: string): number => slot[`${name}0`]!;
    this.buses = field("roomAt");
    this.bankPointer = field("bankPointer");
    this.credit = field("credit");
    this.done = slot["done"]!;
    this.armed = slot["armed"]!;
    this.begun = slot["begun"]!;
    this.hasRoom = slot["hasRoom"]!;
    this.loops = nest["outer0"]!;
    this.results = nest["results"]!;
    this.packets = counter["packets0"]!;
    this.bytes = counter["bytes0"]!;
    this.delivered = counter["delivered0"]!;
    this.bubbles = counter["bubbles0"]!;
    this.flitHops = counter["flitHops"]!;
    this.blocks = counter["blocks"]!;
  }
}

/** Numbers of the ports of PE 0 by what they are for; those of PE p are p further. */
export function portsOf({ pes }: NocLayout) {
  return { credit: 0, out: pes, arrival: 2 * pes, written: 5 * pes } as const;
}

/**
 * The interconnect: the banks that face the array, the readers in front of them, and the buses of the network. One block,
 * since it can then work out many cycles at once; it catches up with the cycles that nobody could tell apart when it is woken.
 *
 * Simplified: an arbiter stands in front of a whole bus, whose hops only delay; what a PE is sent it has room for.
 */
export function declareInterconnect(layout: NocLayout): BlockShape {
  const { streams, buses, banks, pes } = layout;
  const state: Record<string, SlotRole> = {};
  for (let stream = 0; stream < streams; stream++) addRecord(state, streamRoles, stream);
  for (let bus = 0; bus < buses; bus++) addRecord(state, busRoles, bus);
  for (let bank = 0; bank < banks; bank++) state[`bankPointer${bank}`] = "value";
  for (let credit = 0; credit < 3 * pes; credit++) state[`credit${credit}`] = "value";
  const nests = [...loopLevels.flatMap((level) => numbered(level, streams)), "results"];
  const declaration: BlockDeclaration = {
    kind: "interconnect",
    ports: ports(pes),
    state: { ...state, done: "time", armed: "time", begun: "value", hasRoom: "value" },
    nests: Object.fromEntries(nests.map((name) => [name, { lookAhead: 2 }])),
    activities: { run: { class: "work" } },
    counters: [...["packets", "bytes", "delivered"].flatMap((name) => numbered(name, streams)), ...numbered("bubbles", buses), "flitHops", "blocks"],
  };
  return declareBlock(declaration);
}

/** Adds the slots of a stream or bus, in the order of its record. */
function addRecord(state: Record<string, SlotRole>, roles: Readonly<Record<string, SlotRole>>, number: number): void {
  for (const [name, role] of Object.entries(roles)) state[`${name}${number}`] = role;
}

function ports(pes: number): Readonly<Record<string, PortDeclaration>> {
  const per = (name: string, port: PortDeclaration): (readonly [string, PortDeclaration])[] => numbered(name, pes).map((each) => [each, port]);
  return Object.fromEntries([
    ...per("credit", { direction: "in", words: creditWords }),
    ...per("out", { direction: "in", words: outWords }),
    ...["a", "b", "p"].flatMap((name) => per(name, { direction: "out", words: arrivalWords })),
    ...per("written", { direction: "out", words: writtenWords }),
  ]);
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index}`);
}

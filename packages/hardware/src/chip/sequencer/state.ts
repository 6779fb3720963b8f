import { declareBlock } from "@lnsim/kernel";
import { boundaryWords, orderWords, requestWords } from "../messages.ts";

/** Jobs that may be ordered and not be done: the one at work and the next. */
export const jobsAhead = 2;

/**
 * Ops that may have begun and not all be in memory. Those that read something stay below it by themselves: the one that is being
 * loaded, two with a half of operand A each, two with a half of the results.
 */
export const opsUnderWay = 6;

/**
 * The sequencer of a chip: walks the tiles of every op three times, each at its own pace. It has them loaded, ordered on
 * the array, and stored, in this order and as far ahead as the halves of the global buffer allow.
 */
export const sequencerShape = declareBlock({
  kind: "chip-sequencer",
  ports: {
    load: { direction: "out", words: requestWords },
    /** Tells memory that an op or a tile begins. */
    begun: { direction: "out", words: boundaryWords },
    loaded: { direction: "in" },
    order: { direction: "out", words: orderWords },
    done: { direction: "in" },
    store: { direction: "out", words: requestWords },
    stored: { direction: "in" },
  },
  state: {
    ops: "parameter",
    isSerial: "parameter",
    outstanding: "parameter",
    /** Whether memory is told when a tile begins. */
    tellsTiles: "parameter",
    /** Addresses are kept modulo this number: the span of the address decoder, or a number beyond all memory. */
    modulus: "parameter",

    isStarted: "value",
    /** The op whose tiles are being loaded, whether its loops are entered, and which region of the tile at hand is next. */
    loadOp: "position",
    isLoading: "value",
    loadRegion: "value",
    isTileBegun: "value",
    /** Where the tile at hand lies, by region: what loop indices decide beside the shape of a tile. */
    loadAddressA: "address",
    loadAddressB: "address",
    loadAddressP: "address",
    /** Loops that moved on since the tile before: bits of `loopBit`. */
    loadMoved: "value",
    /** Regions of the loads under way, the oldest as the lowest digit to base 4, and how many there are. */
    loadsUnderWay: "value",
    inFlight: "value",

    orderOp: "position",
    isOrdering: "value",
    orderMoved: "value",
    /** Where the results of the tile at hand go. */
    orderAddress: "address",
    /** The outermost loop that has moved on in this cycle, by its level; `noLevel`: none. */
    orderLevel: "value",
    /** Tiles in the global buffer that no job has been ordered on. */
    arrivedA: "value",
    arrivedB: "value",
    arrivedP: "value",
    /** Halves that are being filled, used or emptied. */
    halvesA: "value",
    halvesB: "value",
    halvesP: "value",
    halvesO: "value",

    /** Jobs ordered and not done; which of the entries below is the oldest's; what each releases, and where its results go. */
    jobs: "value",
    oldest: "value",
    release0: "value",
    op0: "position",
    variant0: "value",
    address0: "address",
    release1: "value",
    op1: "position",
    variant1: "value",
    address1: "address",

    /** Ops all results of which are in memory: they are stored in order. */
    storedOps: "position",
    /** Tiles loaded and not stored, of an op that spills partial sums. */
    tilesAhead: "value",
    /** What the array was told to wait for; -1 since it was ordered something. */
    toldWait: "value",
  },
  nests: {
    loadProduct: { lookAhead: 2 },
    loadOuter: { lookAhead: 2 },
    loadMiddle: { lookAhead: 2 },
    loadInner: { lookAhead: 2 },
    orderProduct: { lookAhead: 2 },
    orderOuter: { lookAhead: 2 },
    orderMiddle: { lookAhead: 2 },
    orderInner: { lookAhead: 2 },
    stores: { lookAhead: 2 },
  },
  activities: { sequence: { class: "work" } },
  counters: ["retired"],
  notes: { retired: { fields: { op: "position" }, totals: true } },
});

export const { slot, nest, port, counter, note } = sequencerShape;

/** Slots of one pending job. */
export const pendingStride = slot.release1 - slot.release0;
export const pendingAt = { release: slot.release0, op: slot.op0, variant: slot.variant0, address: slot.address0 } as const;

/** What a finished job sets free, and whether its results are stored. */
export const releaseFlags = { a: 1, b: 2, p: 4, store: 8 } as const;

/** Slots of each region, in the order a, b, p, o. */
export const halvesOf = [slot.halvesA, slot.halvesB, slot.halvesP, slot.halvesO] as const;
export const arrivedOf = [slot.arrivedA, slot.arrivedB, slot.arrivedP] as const;
export const loadAddressOf = [slot.loadAddressA, slot.loadAddressB, slot.loadAddressP] as const;

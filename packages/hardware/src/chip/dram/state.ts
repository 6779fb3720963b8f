import { declareBlock, type SlotRole } from "@lnsim/kernel";
import { perPass } from "../../workload/per-pass.ts";
import { boundaryWords, transferWords } from "../messages.ts";
import { engineState } from "./engine-state.ts";

/** Banks a channel can have. */
export const maximumBanks = 32;

/** Row accesses that can be decided on before their data moves. */
export const maximumLookAhead = 4;

/** What a row access or refresh that is decided on will do to the activity, in whole cycles. */
const plannedFields = [
  ["from", "time"],
  ["rowUntil", "time"],
  ["start", "time"],
  ["end", "time"],
  ["activity", "value"],
] as const satisfies readonly (readonly [string, SlotRole])[];

/** Slots of one planned access, and where in them each field is. */
export const plannedSlots = plannedFields.length;
export const planned = { from: 0, rowUntil: 1, start: 2, end: 3, activity: 4 } as const;

/**
 * One channel of DRAM: a data bus, banks with a row buffer each, and a controller that serves a load and a store engine.
 * Every request comes to all channels; each takes its own share, and reports the end of every request, in order.
 *
 * The unit of service is the row access: the part of a segment's share that lies in one row, its bursts back to back.
 * Which one is next is decided `lookAhead` accesses before its data moves. A refresh that is due comes first.
 *
 * Simplified: reads and writes have one column latency and turn the bus around in no time; no bank groups, limits on
 * activates (tRRD, tFAW) or write recovery; data masks make a partial write a write; refreshes are of all banks.
 *
 * Nobody can tell what a channel does between a request and its end. So it sleeps, and catches up when a message comes and
 * when an end is to be reported. Refreshes of a channel that has nothing to do are booked when it is called next.
 */
export const dramShape = declareBlock({
  kind: "dram",
  ports: {
    loadRequest: { direction: "in", words: transferWords },
    storeRequest: { direction: "in", words: transferWords },
    /**
     * An op or a tile begins: with `isSynchronised` a refresh is due now, at a tile if less than `earlyRefresh` of the interval
     * is left. Brings the books up to date in any case.
     */
    sync: { direction: "in", words: boundaryWords, optional: true },
    /** A transfer is over when the token is visible, through a link of one cycle. Must always have room. */
    loadDone: { direction: "out" },
    storeDone: { direction: "out" },
  },
  state: {
    channel: "parameter",
    channels: "parameter",
    banks: "parameter",
    rowBytes: "parameter",
    burstBytes: "parameter",
    interleaveBytes: "parameter",
    span: "parameter",
    tRcd: "parameter",
    tRp: "parameter",
    tCl: "parameter",
    tRas: "parameter",
    tRc: "parameter",
    tRefi: "parameter",
    tRfc: "parameter",
    controllerCycles: "parameter",
    burstNumerator: "parameter",
    burstDenominator: "parameter",
    isOpenPage: "parameter",
    ageCap: "parameter",
    lookAhead: "parameter",
    isSynchronised: "parameter",
    earlyRefresh: "parameter",

    /** Times that are over are -Infinity while the channel sleeps, so that it is as if they had never been. */
    isAwake: "value",
    /** The wake that is asked for. */
    wake: "time",
    /** The next decision is taken in this cycle, or when there is something to decide. */
    decideAt: "time",
    /** The data bus is free from busAt + busRest / burstDenominator on. */
    busAt: "time",
    busRest: "value",
    nextRefresh: "time",
    /** The engine whose head has waited longer, and how many row hits have overtaken it. */
    older: "value",
    overtaken: "value",
    /**
     * Accesses so far, with open pages only: open rows are not compared by what they have in common with the addresses to
     * come, so a state with accesses between it and an earlier one must not equal it.
     */
    accesses: "value",
    /** Changes of activity up to this cycle are booked, and the last one of them. */
    booked: "time",
    bookedKind: "value",
    /** Accesses that are decided on and have not been booked to their start. */
    plans: "value",
    ...plans(),
    ...engineState("load"),
    ...engineState("store"),
    /** Per bank: first cycle of an activate (of the row after an open one: by tRC alone). */
    ...perBank("ready", "time"),
    /** Per bank with an open row: the address of its row (-1: none), when it can be used, and when it can be closed. */
    ...perBank("open", "value"),
    ...perBank("usable", "time"),
    ...perBank("closable", "time"),
  },
  activities: {
    idle: { class: "idle" },
    read: { class: "work" },
    write: { class: "work" },
    /** Nothing on the bus: the row of the next access is being opened, or its bank is not ready. */
    row: { class: "stall", cause: "row" },
    /** Nothing on the bus: the row is open, the first data is on its way. */
    column: { class: "stall", cause: "column" },
    refresh: { class: "stall", cause: "refresh" },
  },
  counters: [
    ...perPass("readBursts"),
    ...perPass("writeBursts"),
    ...perPass("readBytes"),
    ...perPass("writtenBytes"),
    ...perPass("overfetchedBytes"),
    ...perPass("activates"),
    "refreshes",
  ],
});

function plans(): Readonly<Record<"from0", SlotRole>> {
  const slots = Array.from({ length: maximumLookAhead }, (_, index) => plannedFields.map(([name, role]) => [`${name}${index}`, role] as const));
  return Object.fromEntries(slots.flat()) as Readonly<Record<"from0", SlotRole>>;
}

function perBank<Name extends string>(name: Name, role: SlotRole): Readonly<Record<`${Name}0`, SlotRole>> {
  return Object.fromEntries(Array.from({ length: maximumBanks }, (_, bank) => [`${name}${bank}`, role])) as Readonly<Record<`${Name}0`, SlotRole>>;
}

import { declareBlock } from "@lnsim/kernel";
import { arrivalWords, creditWords, outWords, writtenWords } from "../noc/messages.ts";

/** What a PE is doing as far as its loops go. */
export const phases = { waiting: 0, computing: 1, over: 2 } as const;

/**
 * What a PE can be doing.
 *
 * - `idle`: it has no share of the job, or its results are all in the global buffer.
 * - `multiply`, `pass`: the vector MAC, or the unit of a pass, works.
 * - `A port`, `B port`, `hazard`: cycles by which slots are longer than their vectors, by what makes them so.
 * - `fill`: the first operands of the job are on their way.
 * - `NoC`, `transposer`: later operands are on their way, and what limits them; `bank conflict`: the part of such a wait, and of
 *   none else, that lost arbitrations explain.
 * - `partial sums`: those that a tile goes on from are on their way.
 * - `drain`: the collector, the PPU or its way to the global buffer holds up the next tile, or the end of the job.
 */
export const gridPeActivities = {
  idle: { class: "idle" },
  multiply: { class: "work" },
  pass: { class: "work" },
  "A port": { class: "stall", cause: "A port" },
  "B port": { class: "stall", cause: "B port" },
  hazard: { class: "stall", cause: "hazard" },
  fill: { class: "stall", cause: "fill" },
  NoC: { class: "stall", cause: "NoC" },
  transposer: { class: "stall", cause: "transposer" },
  "bank conflict": { class: "stall", cause: "bank conflict" },
  "partial sums": { class: "stall", cause: "partial sums" },
  drain: { class: "stall", cause: "drain" },
} as const;

/**
 * A PE of a grid as one block: operand buffers, lane registers, vector MAC, collector, PPU and weight-update unit. It works on a
 * chunk of the reduction at a time, whose slots follow each other without a gap from the arrival of its first slice on; its
 * last slot does not begin before its last slice has arrived.
 *
 * Simplified: slices between the first and the last of a chunk are never late; a chunk's room is free when it has been used up.
 */
export const gridPeShape = declareBlock({
  kind: "gridPe",
  ports: {
    a: { direction: "in", words: arrivalWords },
    b: { direction: "in", words: arrivalWords },
    p: { direction: "in", words: arrivalWords },
    written: { direction: "in", words: writtenWords },
    credit: { direction: "out", words: creditWords },
    out: { direction: "out", words: outWords },
  },
  state: {
    row: "parameter",
    column: "parameter",
    begun: "value",
    phase: "value",
    /** Whether this is the first lane group, the first column group of it, the first chunk of that. */
    isFirstM: "value",
    isFirstN: "value",
    isFirstK: "value",
    /** The unit is free from this cycle on; the chunk under way started, and ends at the earliest. */
    freeAt: "time",
    startAt: "time",
    until: "time",
    /** Whether the chunk brings a block of A, of B, and whether the last slice of one is still on its way. */
    usesA: "value",
    usesB: "value",
    awaitsLast: "value",
    /** What the chunk waited for before it started, and before its last slot: arbitrations lost, activity, port (-1: none). */
    waitLost: "value",
    waitCause: "value",
    waitPort: "value",
    lateLost: "value",
    latePort: "value",
    /** Whether a finished tile has not been told to leave, when it is complete, its rows and lanes. */
    holds: "value",
    completeAt: "deadline",
    rows: "value",
    lanes: "value",
    drainedUntil: "deadline",
    /** The first slot of the next tile may start. */
    collectorAt: "deadline",
    stagingUsed: "value",
    /** Transfers of results that are not in the global buffer yet. */
    leaving: "value",
    armed: "time",
  },
  nests: { m: { lookAhead: 1 }, n: { lookAhead: 2 }, k: { lookAhead: 1 } },
  activities: gridPeActivities,
  counters: [
    "dots",
    "macs",
    "slots",
    "idleLanes",
    "readA",
    "writeA",
    "readB",
    "writeB",
    "bytesA",
    "bytesB",
    "bytesP",
    "collectorReads",
    "collectorWrites",
    "rowsOut",
    "results",
    "partialsIn",
    "bytesOut",
    "elements",
  ],
});

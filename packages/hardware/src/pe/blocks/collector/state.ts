import { declareBlock } from "@lnsim/kernel";
import { drainWords, resultWords, rowWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * The accumulation collector: one row of all lanes' partial sums per output column in work.
 * Simplified: reading a row for accumulation and writing it back are one visit; the accumulate loop is kept by the
 * sequencer's slots.
 */
export const collectorShape = declareBlock({
  kind: "collector",
  ports: {
    results: { direction: "in", words: resultWords },
    drain: { direction: "in", words: drainWords },
    rows: { direction: "out", words: rowWords },
  },
  state: {
    /** Cycles that one row takes to leave. */
    rowCycles: "parameter",
    /** Of the vector MAC: a tile is complete that long after its last slot. */
    latency: "parameter",
    /** Results that the tile in work has received; only checked. */
    received: "iteration",
    accumulatingUntil: "deadline",
    /** Whether a tile is complete and not yet told to leave, and when its last slot was over. */
    holding: "value",
    completeAt: "deadline",
    /** The tile that leaves: rows still to be read, the next one, and what they carry. */
    leaving: "value",
    row: "value",
    lanes: "value",
    pass: "value",
    drainingUntil: "deadline",
    /** Cycle in which row 0 of it was read; minus infinity once all are. */
    drainedFrom: "time",
    drainedRows: "value",
  },
  activities: {
    idle: { class: "idle" },
    accumulate: { class: "work" },
    drain: { class: "work" },
    "accumulate and drain": { class: "work" },
    blocked: { class: "stall", cause: "drain", port: "drain" },
  },
  counters: [...perPass("read"), ...perPass("write"), "received rows", "drained rows"],
});

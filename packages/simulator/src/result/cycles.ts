import * as Schema from "effect/Schema";
import { Count, CountByName, field, Share } from "./parts.ts";

/** What keeps an op from being faster. */
export const bounds = ["compute", "A port", "B stream", "hazard", "memory", "drain", "PPU", "update"] as const;

const effort = {
  cycles: field(Count, "From the retirement before to the own one, so that the cycles of all ops add up.", "cycle"),
  macs: field(Count, "Multiply-accumulates that are asked for."),
  issuedSlots: field(Count, "Multiply-accumulates issued, padding of partial tiles and slices included."),
  utilisation: field(Share, "MACs over what the vector MAC could have done in these cycles."),
  work: field(Count, "Cycles in which the vector MAC multiplied.", "cycle"),
  stalls: field(CountByName, "Cycles in which the vector MAC waited, by cause.", "cycle"),
  idle: field(Count, "Cycles in which the vector MAC had nothing to do; work + stalls + idle = cycles.", "cycle"),
  terms: field(
    Schema.Record(Schema.String, Schema.Int),
    "The terms that the cycles are the sum of: those of the closed form, then waits; overlap is negative.",
    "cycle",
  ),
};

/** One operation of a full-batch step. */
export const OpCycles = Schema.Struct({
  name: Schema.String,
  pass: Schema.String,
  ...effort,
  bound: field(Schema.Literals(bounds), "What bounds the operation."),
  gemms: field(
    Schema.Array(Schema.Struct({ m: Count, n: Count, k: Count, count: Count })),
    "Shapes of its matrix products O[m x n] = A[m x k] B[k x n], and how many there are of each; empty where there are none.",
  ),
  closedForm: field(Count, "Cycles by formula, for the operation alone with a memory that keeps up.", "cycle"),
});

/** One pass of a full-batch step. */
export const PassCycles = Schema.Struct({
  ...effort,
  bound: field(Schema.Literals(bounds), "What bounds most of the pass."),
});

/** What one block did in a full-batch step: work + stalls + idle = cycles of the step. */
export const BlockCycles = Schema.Struct({
  block: Schema.String,
  work: field(CountByName, "Cycles by activity.", "cycle"),
  stalls: field(CountByName, "Cycles by cause.", "cycle"),
  idle: field(Count, "Cycles without anything to do.", "cycle"),
});

/** Where the cycles went. */
export const Cycles = Schema.Struct({
  total: field(Count, "Of all steps that were replayed.", "cycle"),
  perStep: field(Count, "Of one full-batch step, as is everything below but byStepShape.", "cycle"),
  byPass: Schema.Record(Schema.String, PassCycles),
  byOp: Schema.Array(OpCycles),
  byBlock: Schema.Array(BlockCycles),
  byStepShape: field(
    Schema.Array(Schema.Struct({ batch: Count, count: Count, cycles: Count, macs: Count })),
    "The distinct steps, how many of each were replayed, and what one of them takes.",
  ),
});

/** Bytes moved in a full-batch step, by memory level. */
export const Traffic = Schema.Record(
  Schema.String,
  Schema.Struct({
    readBytes: field(Count, "Read from this level.", "byte"),
    writeBytes: field(Count, "Written to this level.", "byte"),
    parts: field(CountByName, "The same bytes by what they were for; empty where nothing is told apart.", "byte"),
  }),
);

import * as Schema from "effect/Schema";
import { Amount, Count, CountByName, field, Share, Total, TotalByName } from "./parts.ts";

/** Cycles that no machine with these peaks can be below, and by what. */
const LowerBound = Schema.Struct({
  cycles: Count,
  by: field(Schema.String, "What there is too much of for fewer cycles: multiply-accumulates, bytes of a memory, work of a unit."),
});

const effort = {
  cycles: field(Count, "From the retirement before to the own one, so that the cycles of all ops add up.", "cycle"),
  macs: field(Total, "Multiply-accumulates that are asked for."),
  issuedSlots: field(Total, "Multiply-accumulates issued, padding of partial tiles and slices included."),
  utilisation: field(Share, "MACs over what the multipliers could have done in these cycles."),
  work: field(Count, "Cycles in which the multipliers worked; of a chip, those of an average PE.", "cycle"),
  stalls: field(CountByName, "Cycles in which they waited, by cause.", "cycle"),
  idle: field(Count, "Cycles in which they had nothing to do; work + stalls + idle = cycles.", "cycle"),
  terms: field(
    Schema.Record(Schema.String, Schema.Int),
    "Named parts that the cycles are the sum of: of one PE the terms of the closed form, then waits; overlap is negative.",
    "cycle",
  ),
};

/** One operation of a full-batch step. */
export const OpCycles = Schema.Struct({
  name: Schema.String,
  pass: Schema.String,
  ...effort,
  bound: field(Schema.String, "What bounds the operation: what most of its cycles were spent on or waited for."),
  lowerBound: LowerBound,
  gemms: field(
    Schema.Array(Schema.Struct({ m: Count, n: Count, k: Count, count: Count })),
    "Shapes of its matrix products O[m x n] = A[m x k] B[k x n], and how many there are of each; empty where there are none.",
  ),
  closedForm: field(Schema.NullOr(Count), "Cycles by formula, for the operation alone with a memory that keeps up; null where the machine has no formula.", "cycle"),
  traffic: field(
    Schema.Record(Schema.String, Schema.Struct({ readBytes: Total, writeBytes: Total })),
    "Bytes of the operation by memory level.",
  ),
});

/** One pass of a full-batch step. */
const PassCycles = Schema.Struct({
  ...effort,
  bound: field(Schema.String, "What bounds most of the pass."),
});

/** What one block did in a full-batch step: work + stalls + idle = cycles of the step. */
const BlockCycles = Schema.Struct({
  block: Schema.String,
  work: field(CountByName, "Cycles by activity.", "cycle"),
  stalls: field(CountByName, "Cycles by cause.", "cycle"),
  idle: field(Count, "Cycles without anything to do.", "cycle"),
});

/** Where the cycles went. */
export const Cycles = Schema.Struct({
  total: field(Count, "Of all steps that were replayed.", "cycle"),
  perStep: field(Count, "Of one full-batch step, as is everything below but byStepShape.", "cycle"),
  lowerBound: LowerBound,
  peak: Schema.Struct({
    macsPerCycle: field(Count, "Multiply-accumulates per cycle when nothing waits."),
    memoryBytesPerCycle: field(Schema.NullOr(Amount), "Rate of the outermost memory; null where it is without limit.", "byte/cycle"),
  }),
  byPass: Schema.Record(Schema.String, PassCycles),
  byOp: Schema.Array(OpCycles),
  byBlock: Schema.Array(BlockCycles),
  byStepShape: field(
    Schema.Array(Schema.Struct({ batch: Count, count: Count, cycles: Count, macs: Total })),
    "The distinct steps, how many of each were replayed, and what one of them takes.",
  ),
});

/** Bytes moved in a full-batch step, by memory level. */
export const Traffic = Schema.Record(
  Schema.String,
  Schema.Struct({
    readBytes: field(Total, "Read from this level.", "byte"),
    writeBytes: field(Total, "Written to this level.", "byte"),
    parts: field(TotalByName, "The same bytes by what they were for; empty where nothing is told apart.", "byte"),
  }),
);

/** The most that a level of memory holds at once in a full-batch step. */
export const Peak = Schema.Struct({
  level: Schema.String,
  bytes: field(Total, "Held at the fullest moment.", "byte"),
  capacityBytes: field(Schema.NullOr(Total), "What it can hold; null where that is not bounded.", "byte"),
  at: field(Schema.String, "The operation during which it is fullest."),
  tensors: field(Schema.Array(Schema.Struct({ name: Schema.String, bytes: Total })), "What is held then, the largest first, twelve at most."),
});

const Tensors = Schema.Struct({ tensors: Count, bytes: field(Total, "Of all of them together.", "byte") });

/** What stays in the part of the global buffer that holds tensors between operations, and what goes to DRAM. */
export const Stash = Schema.Struct({
  capacityBytes: field(Total, "Of the stash.", "byte"),
  stayed: field(Tensors, "Tensors that stay there all their life, some in the place of others that are dead."),
  fromStepToStep: field(Tensors, "Those of them that outlive the step: parameters, what the optimizer keeps. What fills them before the first step is not counted."),
  spilled: field(Tensors, "Tensors that are written to DRAM, and read from it: what does not fit, and what a step is given."),
});

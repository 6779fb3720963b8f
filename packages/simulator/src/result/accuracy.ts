import * as Schema from "effect/Schema";
import { StepDiagnostics } from "./diagnostics.ts";
import { Amount, Count, field, Share } from "./parts.ts";

const AccuracyFields = {
  trainAccuracy: field(Schema.NullOr(Share), "Over the batches of the last epoch, as they were trained."),
  testAccuracy: field(Schema.NullOr(Share), "Over the whole test set, after the last step."),
  testLoss: field(Schema.NullOr(Schema.Finite), "Mean over the same, in nats per label; null where it is no number."),
};

const DatapathLosses = Schema.Struct({
  steps: field(Schema.Array(Count), "Numbers of the steps counted, from 1."),
  terms: field(Count, "Products looked at: a sample of 2^20 or so of each larger matrix product."),
  cutTerms: field(Count, "Of these, products that lost bits below the guard bits."),
  vectors: field(Count, "Vector sums that the products were added up in."),
  lostBits: field(Count, "Of these, vector sums whose rounding discarded something."),
  saturations: field(Count, "Accumulations that left the accumulator's range."),
  maxMagnitude: field(Amount, "Largest magnitude that an accumulation asked for, in accumulator LSBs."),
});

/** Training with the machine's own arithmetic, and what the trace recorded. */
export const Accuracy = Schema.Struct({
  steps: Count,
  loss: field(Schema.Array(Schema.NullOr(Schema.Finite)), "Mean loss of each step's batch; null where it is no number."),
  ...AccuracyFields,
  optimizer: Schema.String,
  weightClamp: field(Schema.NullOr(Amount), "Largest weight, in RMS of the tensor's initial values; null without a clamp."),
  losses: field(Schema.NullOr(DatapathLosses), "What the accumulator lost on a sample of each product in the steps that were counted; null on float datapaths."),
  clamps: field(Count, "Values beyond a delayed scale."),
  diagnostics: field(Schema.Array(StepDiagnostics), "The steps that were examined closely."),
  reference: field(
    Schema.NullOr(Schema.Struct({
      steps: Count,
      optimizer: Schema.String,
      loss: field(Schema.Array(Schema.Finite), "Mean loss of each step's batch, as far as the replay went."),
      ...AccuracyFields,
    })),
    "The same training in full precision, as the trace recorded it; null for one that was drawn anew.",
  ),
});

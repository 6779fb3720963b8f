import * as Schema from "effect/Schema";
import { Count, field, Total } from "./parts.ts";

/** What came of letting codes pass through the machine. */
export const Values = Schema.Struct({
  operands: field(Schema.Literals(["random", "training"]), "Random codes, for every distinct product; or those of every product of a training step."),
  step: field(Schema.NullOr(Count), "Number of that step, from 1; null with random codes."),
  products: field(Count, "Matrix products whose codes passed through the machine as its program cuts them."),
  outputs: field(Total, "Outputs compared with those of the numeric engine, to the bit."),
  mismatches: field(Total, "Outputs that differ; the first of them is in `first`."),
  macs: field(Total, "Multiply-accumulates done with values."),
  seed: field(Count, "Of the run: of random codes, and of what the training draws."),
  first: field(
    Schema.NullOr(Schema.Struct({ op: Schema.String, row: Count, column: Count, found: Schema.Finite, expected: Schema.Finite })),
    "The first output that differs; null where none does.",
  ),
});

import * as Schema from "effect/Schema";
import { Count, field, Total } from "./parts.ts";

/** What came of letting codes pass through the machine. */
export const Values = Schema.Struct({
  products: field(Count, "Distinct matrix products whose codes passed through the machine as its program cuts them."),
  outputs: field(Total, "Outputs compared with those of the numeric engine, to the bit."),
  mismatches: field(Total, "Outputs that differ; the first of them is in `first`."),
  macs: field(Total, "Multiply-accumulates done with values."),
  seed: field(Count, "Of the codes, which are random."),
  first: field(
    Schema.NullOr(Schema.Struct({ op: Schema.String, row: Count, column: Count, found: Schema.Finite, expected: Schema.Finite })),
    "The first output that differs; null where none does.",
  ),
});

import * as Schema from "effect/Schema";
import { Amount, Count, field, Share } from "./parts.ts";

const Decibels = field(Schema.NullOr(Schema.Finite), "Signal to noise; null where there is no noise or no signal.", "dB");

/** What one quantizer did to one tensor. */
const Quantizer = Schema.Struct({
  tensor: Schema.String,
  format: Schema.String,
  elements: Count,
  histogram: field(Schema.NullOr(Schema.Array(Count)), "How often each code occurs; null for formats of more than 16 bits."),
  zeros: field(Count, "Elements that were exactly zero before."),
  underflow: field(Share, "Share of the others below the smallest magnitude."),
  clamped: field(Share, "Share of the others beyond the largest magnitude."),
  sqnrDb: Decibels,
  largest: field(Schema.NullOr(Amount), "Largest magnitude before; null where it is no number."),
});

/** What the products of one site came to. */
const Gemm = Schema.Struct({
  site: Schema.String,
  products: field(Count, "Groups, phases or heads."),
  largestShare: field(Schema.NullOr(Amount), "Largest sum over the largest product of two operands: max|dot| / (max|A| max|B|)."),
  sqnrDb: Decibels,
  counts: field(
    Schema.NullOr(
      Schema.Struct({ terms: Count, vectors: Count, cutTerms: Count, lostBits: Count, saturations: Count, maxMagnitude: Amount }),
    ),
    "What the datapath lost; null where nothing is counted.",
  ),
  lsb: field(Schema.NullOr(Schema.Int), "Weight of the accumulator's LSB, as a power of two of product units."),
});

/** One step under the lens. */
export const StepDiagnostics = Schema.Struct({
  step: Count,
  quantizers: Schema.Array(Quantizer),
  gemms: Schema.Array(Gemm),
});

import * as Schema from "effect/Schema";
import { Amount, Count, field, Total } from "./parts.ts";

/** A matrix product as SCALE-Sim would report it. */
const ScaleSimProduct = Schema.Struct({
  name: Schema.String,
  pass: Schema.String,
  count: field(Count, "Independent products of this shape; the figures are those of one."),
  m: field(Count, "Output positions: rows of the input matrix. Those that SCALE-Sim counts, which may be one more along an axis than there are."),
  n: field(Count, "Filters: columns of the filter matrix."),
  k: field(Count, "Terms of an output."),
  totalCycles: field(Count, "The index of its last cycle: one less than there are.", "cycle"),
  stallCycles: field(Count, "None with ideal memory.", "cycle"),
  overallUtilPercent: Amount,
  mappingEfficiencyPercent: Amount,
  computeUtilPercent: Amount,
  ifmapSramReads: field(Total, "Words.", "word"),
  filterSramReads: field(Total, "Words.", "word"),
  ofmapSramWrites: field(Total, "Words; output-stationary, its count of them, which has R + C too many for every fold.", "word"),
  ifmapSramBandwidth: field(Amount, "The same by cycle.", "word/cycle"),
  filterSramBandwidth: field(Amount, "The same by cycle.", "word/cycle"),
  ofmapSramBandwidth: field(Amount, "The same by cycle.", "word/cycle"),
});

/** Figures as other simulators would print them. */
export const Compat = Schema.Struct({
  scaleSim: field(Schema.Array(ScaleSimProduct), "Of the full-batch step, what SCALE-Sim would print; without its estimates of DRAM."),
});

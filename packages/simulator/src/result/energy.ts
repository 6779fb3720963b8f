import * as Schema from "effect/Schema";
import { Amount, Bounds, Count, field } from "./parts.ts";

const PriceKind = Schema.Literals(["published", "synthesised", "cacti", "scaled", "assumed"]);

/** A price, how often it was paid, and where it comes from. */
const PricedAction = Schema.Struct({
  block: Schema.String,
  action: Schema.String,
  passes: Schema.Array(Schema.String),
  unit: field(Schema.String, "What one count is."),
  count: Count,
  pricePj: Bounds,
  energyPj: Bounds,
  kind: field(PriceKind, "What kind of source the price has."),
  nodeNm: field(Schema.NullOr(Amount), "Null for a device off the die, of a technology of its own.", "nm"),
  vdd: Schema.NullOr(Amount),
  sources: Schema.Array(Schema.String),
  reasoning: Schema.optionalKey(Schema.String),
});

/** Something that happened and has no price of its own. */
const UnpricedAction = Schema.Struct({
  block: Schema.String,
  action: Schema.String,
  unit: Schema.String,
  count: Count,
  reason: Schema.String,
  includedIn: Schema.optionalKey(Schema.String),
});

/** Energy of all steps that were replayed. */
export const Energy = Schema.Struct({
  totalPj: field(Amount, "Dynamic energy at its high end, and static energy.", "pJ"),
  dynamicPj: Bounds,
  staticPj: field(Amount, "Leakage over the clock.", "pJ"),
  byBlock: Schema.Array(
    Schema.Struct({ block: Schema.String, dynamicPj: Bounds, staticPj: Schema.NullOr(Amount) }),
  ),
  byPass: field(Schema.Record(Schema.String, Bounds), "Dynamic energy."),
  node: Schema.Struct({ table: Schema.String, nodeNm: Amount, vdd: Amount }),
  clock: field(
    Schema.Struct({ periodNs: Amount, reasoning: Schema.String }),
    "The only clock that the records support; leakage and seconds are for it.",
  ),
  seconds: field(Amount, "Time of all steps at that clock.", "s"),
  windows: field(
    Schema.Struct({
      record: Schema.String,
      terms: field(Count, "Terms of the dot product that was priced."),
      semantics: field(Schema.String, "What the priced hardware computes."),
      pricedBits: Schema.NullOr(Schema.Finite),
      simulatedBits: Schema.NullOr(Schema.Finite),
      pricedAccumulatorBits: Schema.Finite,
      simulatedAccumulatorBits: Schema.NullOr(Schema.Finite),
      note: Schema.optionalKey(Schema.String),
    }),
    "The priced datapath beside the simulated one: width of a shifted term, and of the accumulator.",
  ),
  provenance: Schema.Array(PricedAction),
  unpriced: Schema.Array(UnpricedAction),
});

/** Silicon area of the blocks that have a record. */
export const Area = Schema.Struct({
  totalUm2: Amount,
  byBlock: Schema.Array(Schema.Struct({ block: Schema.String, areaUm2: Amount })),
  unsized: field(Schema.Array(Schema.String), "Blocks on the die without a record."),
});

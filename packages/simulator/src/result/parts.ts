import * as Schema from "effect/Schema";

/** A field with its sentence and unit; both go into the published JSON Schema. */
export function field<S extends Schema.Top>(schema: S, description: string, unit?: string): S["Rebuild"] {
  return schema.annotate({ description: unit === undefined ? description : `${description} Unit: ${unit}.` });
}

/** A whole number from 0. */
export const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0));

/** A finite number from 0. */
export const Amount = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0));

/** A whole number from 0, exact below 2^53 and the nearest binary64 above: multiply-accumulates and bytes of the largest models. */
export const Total = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0));

/** A table of totals by name. */
export const TotalByName = Schema.Record(Schema.String, Total);

/** A fraction of 1. */
export const Share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }));

/** A SHA-256 in hexadecimal. */
export const Hash = Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/u));

/** A table of counts by name. */
export const CountByName = Schema.Record(Schema.String, Count);

/** The two ends of an energy: without and with glitches. */
export const Bounds = Schema.Struct({
  low: field(Amount, "Without glitches.", "pJ"),
  high: field(Amount, "With glitches.", "pJ"),
});

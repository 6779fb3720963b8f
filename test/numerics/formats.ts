import { canonicalIdentifier, withDefaults, type FixedAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";

/** Parameters of the family `lns`, those that differ from its defaults. */
export type LnsGiven = NonNullable<Parameters<typeof withDefaults<typeof lnsPlugin.parameters>>[1]>;

/** A format of the family `lns` with some parameters given. */
export function lns(given: LnsGiven = {}): NumberFormat {
  const values = withDefaults(lnsPlugin.parameters, given);
  return lnsPlugin.create(values, canonicalIdentifier(lnsPlugin.name, lnsPlugin.parameters, values));
}

/** A fixed-accumulate datapath of a format with some parameters given. */
export function fixedDatapath(format: NumberFormat, given: { readonly [name: string]: number | string }): FixedAccumulateDatapath {
  if (format.datapath === undefined) throw new Error(`${format.id} has no datapath`);
  return format.datapath.create({ ...withDefaults(format.datapath.parameters), ...given }) as FixedAccumulateDatapath;
}

/** The datapath of two formats, with some parameters given and the pair's own defaults for the rest. */
export function pairDatapath(left: NumberFormat, right: NumberFormat, given: { readonly [name: string]: number | string } = {}): FixedAccumulateDatapath {
  if (left.datapath === undefined) throw new Error(`${left.id} has no datapath`);
  return left.datapath.create(given, right) as FixedAccumulateDatapath;
}

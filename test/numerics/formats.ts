import { withDefaults, type FixedAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";

/** A format of the family `lns` with some parameters given. */
export function lns(given: Parameters<typeof withDefaults<typeof lnsPlugin.parameters>>[1] = {}): NumberFormat {
  return lnsPlugin.create(withDefaults(lnsPlugin.parameters, given), "lns");
}

/** A fixed-accumulate datapath of a format with some parameters given. */
export function fixedDatapath(format: NumberFormat, given: { readonly [name: string]: number | string }): FixedAccumulateDatapath {
  if (format.datapath === undefined) throw new Error(`${format.id} has no datapath`);
  return format.datapath.create({ ...withDefaults(format.datapath.parameters), ...given }) as FixedAccumulateDatapath;
}

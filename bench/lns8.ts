import { type FixedAccumulateDatapath, type NumberFormat, withDefaults } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";

/** The 8-bit logarithmic format that the machine computes in by default. */
export const lns8: NumberFormat = lnsPlugin.create(withDefaults(lnsPlugin.parameters), "lns");

/** Its default datapath: 32-wide vectors, exact conversion, LSB 2^16, half up, 24 bits, saturating. */
export function lns8Datapath(): FixedAccumulateDatapath {
  const family = lns8.datapath!;
  const datapath = family.create(withDefaults(family.parameters));
  if (datapath.kind !== "fixed") throw new Error(`the default datapath of ${lns8.id} is ${datapath.kind}, the bench needs fixed`);
  return datapath;
}

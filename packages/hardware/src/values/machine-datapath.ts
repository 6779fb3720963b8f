import type { MacDatapath } from "@lnsim/contracts";
import { scalarDatapath } from "../systolic/values/scalar-datapath.ts";
import type { ChipDescription } from "../chip/machine/description.ts";

/**
 * What a machine computes of the datapath that it is given; a numeric engine made for it gives the same bits. A systolic PE takes a
 * product at a time; in the PE of a vector MAC sums of logarithms are formed in ascending order.
 */
export function machineDatapath<Datapath extends MacDatapath>({ array }: Pick<ChipDescription, "array">, datapath: Datapath): Datapath {
  if (array.kind === "systolic") return scalarDatapath(datapath);
  return datapath.kind === "log" ? { ...datapath, order: "ascending" } : datapath;
}

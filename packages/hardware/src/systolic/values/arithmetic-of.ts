import type { MacDatapath } from "@lnsim/contracts";
import { fixedPe } from "./fixed-pe.ts";
import { floatPe } from "./float-pe.ts";
import { logPe } from "./log-pe.ts";
import type { PeArithmetic } from "./pe-arithmetic.ts";

const made = new WeakMap<MacDatapath, PeArithmetic>();

/**
 * The arithmetic of a PE of one multiplier, from the declaration alone; a product at a time:
 *
 * - fixed: acc = overflow(acc + floor((term + rounding) / 2^shift)), drained as an Int32Array; acc = round32(acc + round32(term)),
 *   as a Float32Array; or acc = acc + term in float64, as a Float64Array ("wide");
 * - float: acc = round(acc + round(a b)), as a Float32Array;
 * - log: acc = the sum of the datapath's tables, as codes.
 *
 * Tables are made once for a declaration, which must not be changed afterwards.
 */
export function arithmeticOf(datapath: MacDatapath): PeArithmetic {
  const known = made.get(datapath) ?? create(datapath);
  made.set(datapath, known);
  return known;
}

function create(datapath: MacDatapath): PeArithmetic {
  if (datapath.kind === "fixed") return fixedPe(datapath);
  return datapath.kind === "float" ? floatPe(datapath) : logPe(datapath);
}

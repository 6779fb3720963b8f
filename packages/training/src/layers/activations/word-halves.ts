import type { Reals } from "@lnsim/contracts";

/** The same memory as 32-bit integers: one per binary32 value, two per binary64 value. */
export function halvesOf(values: Reals): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.byteLength / 4);
}

import type { StoredFormats } from "../description/description.ts";
import type { VectorOp } from "../workload/operation.ts";
import type { StoredAs, TensorUse } from "../workload/tensor-use.ts";

/** Bits of a stored element. */
export function storedBits(formats: StoredFormats, storedAs: StoredAs): number {
  return storedAs === "mask" ? 1 : formats[storedAs].bits;
}

/** Bits that a pass reads and writes, per element that passes the unit; fractions where a tensor has fewer or more elements. */
export function passBits(formats: StoredFormats, { reads, writes, elements }: Pick<VectorOp, "reads" | "writes" | "elements">): { readonly read: number; readonly write: number } {
  const sum = (uses: readonly TensorUse[]): number => uses.reduce((bits, use) => bits + use.elements * storedBits(formats, use.storedAs), 0) / elements;
  return { read: sum(reads), write: sum(writes) };
}

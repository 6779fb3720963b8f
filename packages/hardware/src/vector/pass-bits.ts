import type { StoredFormats } from "../description/description.ts";
import type { GemmPass } from "../workload/pass.ts";
import { rolesByPass } from "../workload/role.ts";
import type { VectorOp } from "../workload/operation.ts";
import type { StoredAs, TensorUse } from "../workload/tensor-use.ts";

/** Bits of a stored element. */
export function storedBits(formats: StoredFormats, storedAs: StoredAs): number {
  return storedAs === "mask" ? 1 : formats[storedAs].bits;
}

/** Bits of an element's code, without its share of a scale. */
export function codeBits(formats: StoredFormats, storedAs: StoredAs): number {
  if (storedAs === "mask") return 1;
  const { bits, codeBits: code = bits } = formats[storedAs];
  return code;
}

/** Whether a product of this pass multiplies vectors with scales of their own: the sum of every vector is multiplied by them. */
export function scalesVectors(formats: StoredFormats, pass: GemmPass): boolean {
  const { a, b } = rolesByPass[pass];
  return formats[a].codeBits !== undefined || formats[b].codeBits !== undefined;
}

/** Bits that a pass reads and writes, per element that passes the unit; fractions where a tensor has fewer or more elements. */
export function passBits(formats: StoredFormats, { reads, writes, elements }: Pick<VectorOp, "reads" | "writes" | "elements">): { readonly read: number; readonly write: number } {
  const sum = (uses: readonly TensorUse[]): number => uses.reduce((bits, use) => bits + use.elements * storedBits(formats, use.storedAs), 0) / elements;
  return { read: sum(reads), write: sum(writes) };
}

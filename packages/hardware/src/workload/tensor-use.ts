import type { TensorRole } from "./role.ts";

/**
 * What a stored tensor holds per element; decides its bits. "spill" is what waits for its scale, "state" the optimizer's,
 * "update" a parameter between steps, "mask" one bit.
 */
export type StoredAs = TensorRole | "update" | "spill" | "state" | "mask";

/** A tensor in memory that an op reads or writes. What is stored twice, as codes and in the spill format, is two tensors. */
export interface TensorUse {
  /** One place in memory; all uses of a name are stored alike. */
  readonly name: string;
  /**
   * Of a matrix product: of the whole tensor, however much of it is gathered, and how often. Of a pass: elements that it
   * reads or writes.
   */
  readonly elements: number;
  readonly storedAs: StoredAs;
}

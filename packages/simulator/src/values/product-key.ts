import type { GemmOp } from "@lnsim/hardware";

/** Sizes of a product. */
type ProductSizes = Pick<GemmOp, "m" | "n" | "k">;

/** A product of a training step by its site and its sizes. */
export function productKey(site: string, { m, n, k }: ProductSizes): string {
  return `${site} m ${m}, n ${n}, k ${k}`;
}

/** The key of the products that an op of a machine is made of. */
export function keyOfOp(op: Pick<GemmOp, "name"> & ProductSizes): string {
  return productKey(op.name.replace(/(\[[^\]]*\])+$/, ""), op);
}

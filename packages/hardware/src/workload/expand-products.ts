import type { Op } from "./operation.ts";

/**
 * The same step with every product of an op on its own, called name[0], name[1], ...: for a machine that runs one product
 * after the other and looks at each. Ids are those of places; what waits for the op waits for all its products.
 */
export function expandProducts(ops: readonly Op[]): readonly Op[] {
  if (ops.every((op) => op.kind !== "gemm" || (op.count ?? 1) === 1)) return ops;
  const places = new Map<number, readonly number[]>();
  const products: Op[] = [];
  for (const op of ops) {
    const after = op.after.flatMap((id) => places.get(id)!);
    const count = op.kind === "gemm" ? (op.count ?? 1) : 1;
    const first = products.length;
    places.set(op.id, Array.from({ length: count }, (_, index) => first + index));
    for (let index = 0; index < count; index++) {
      const name = count === 1 ? op.name : `${op.name}[${index}]`;
      products.push({ ...op, id: first + index, name, after, ...(op.kind === "gemm" && { count: 1 }) } as Op);
    }
  }
  return products;
}

import type { Reals } from "@lnsim/contracts";
import type { GemmSite, Product } from "../gemm/gemm-site.ts";
import { largestMagnitude } from "../reals.ts";
import type { ProductSums } from "./step-diagnostics.ts";

/** Multiplications of one product that are repeated exactly; larger products are sampled by rows. */
const mostTerms = 2 ** 25;

/** Adds one product, held against sums of the same operands in binary64, to the sums of its site. */
export function examineProduct({ lsb }: GemmSite, product: Product, out: Reals, sums: ProductSums): void {
  const { m, n, k, aTransposed, bTransposed, outTransposed = false } = product;
  const a = new Float64Array(m * k);
  const b = new Float64Array(k * n);
  product.a.decode(a);
  product.b.decode(b);
  const largestTerm = largestMagnitude(a) * largestMagnitude(b);
  const rowStep = Math.max(1, Math.ceil((m * n * k) / mostTerms));
  const [aRow, aColumn] = aTransposed ? [1, m] : [k, 1];
  const [bRow, bColumn] = bTransposed ? [1, k] : [n, 1];
  let largest = 0;
  for (let i = 0; i < m; i += rowStep) {
    for (let j = 0; j < n; j++) {
      let exact = 0;
      for (let x = 0; x < k; x++) exact += a[i * aRow + x * aColumn] * b[x * bRow + j * bColumn];
      const error = out[outTransposed ? j * m + i : i * n + j] - exact;
      sums.signal += exact * exact;
      sums.noise += error * error;
      if (Math.abs(exact) > largest) largest = Math.abs(exact);
    }
  }
  sums.products += 1;
  sums.lsb = lsb;
  if (largestTerm > 0) sums.largestShare = Math.max(sums.largestShare, largest / largestTerm);
}

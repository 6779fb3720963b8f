import type { Reals } from "@lnsim/contracts";
import { noCounts, type FloatGemm } from "@lnsim/numerics";
import type { GemmSite, Product } from "./gemm-site.ts";

/** Products on the float datapath: operands are decoded values, so scales are in them. Nothing is lost that is counted. */
export function createFloatSite(gemm: FloatGemm): GemmSite {
  const scratch = new Map<number, Float32Array>();
  return {
    counts: noCounts,
    setCounting: () => {},
    run: (product, out) => {
      if (out instanceof Float32Array) return runInto(gemm, product, out);
      // Wider results (studies in binary64) are copies of the datapath's own.
      let narrow = scratch.get(out.length);
      if (narrow === undefined) scratch.set(out.length, (narrow = new Float32Array(out.length)));
      runInto(gemm, product, narrow);
      (out as Reals).set(narrow);
    },
  };
}

function runInto(gemm: FloatGemm, product: Product, out: Float32Array): void {
  const { m, n, k, a, b, aTransposed, bTransposed } = product;
  if (a.floats === null || b.floats === null) throw new Error("operands of a float datapath have no decoded values");
  gemm.run({ m, n, k, a: a.floats, aTransposed, b: b.floats, bTransposed }, out);
}

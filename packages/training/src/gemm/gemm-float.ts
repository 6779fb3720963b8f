import type { Reals } from "@lnsim/contracts";
import { noCounts, type DatapathCounts, type FloatGemm } from "@lnsim/numerics";
import type { GemmSite, Product, ProductProbe } from "./gemm-site.ts";
import { writeResults } from "./write-results.ts";

/** Memory for sums that are not written where they belong at once, shared by the sites of one run. */
export class FloatScratch {
  #array = new Float32Array(0);

  /** At least `length` values, their contents undefined. */
  atLeast(length: number): Float32Array {
    if (this.#array.length < length) this.#array = new Float32Array(length);
    return this.#array;
  }
}

/** Products on the float datapath: operands are decoded values, so scales are in them. Nothing is lost that is counted. */
export class FloatSite implements GemmSite {
  readonly name: string;
  counts: DatapathCounts = noCounts;
  readonly lsb = null;
  readonly #gemm: FloatGemm;
  readonly #scratch: FloatScratch;
  probe: ProductProbe | null = null;

  constructor(name: string, gemm: FloatGemm, scratch: FloatScratch) {
    this.name = name;
    this.#gemm = gemm;
    this.#scratch = scratch;
  }

  setCounting(): void {}

  run(product: Product, out: Reals): void {
    const { m, n, k, a, b, aTransposed, bTransposed, outTransposed = false } = product;
    if (a.floats === null || b.floats === null) throw new Error("operands of a float datapath have no decoded values");
    const operands = { m, n, k, a: a.floats, aTransposed, b: b.floats, bTransposed };
    if (out instanceof Float32Array && !outTransposed) this.#gemm.run(operands, out);
    else {
      // Results in another layout, or wider ones (studies in binary64), are copies of the datapath's own.
      const sums = this.#scratch.atLeast(m * n);
      this.#gemm.run(operands, sums);
      writeResults({ m, n, sums, factor: 1, rowFactors: null, columnFactors: null }, outTransposed, out);
    }
    if (this.probe !== null) this.probe(this, product, out);
  }
}

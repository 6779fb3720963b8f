import type { Reals } from "@lnsim/contracts";
import { haveExactProducts, noCounts, type DatapathCounts, type FloatGemm } from "@lnsim/numerics";
import type { GemmOperand } from "../quantization/quantized-operand.ts";
import type { GemmSite, Product, ProductObserver, ProductProbe } from "./gemm-site.ts";
import { scaleUse } from "./operand-scales.ts";
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

/**
 * Products on a float datapath, of decoded values: scales are in them, or are applied to the results where the datapath
 * says at which max its operands are exact. Nothing is lost that is counted.
 */
export class FloatSite implements GemmSite {
  readonly name: string;
  counts: DatapathCounts = noCounts;
  readonly lsb = null;
  readonly #gemm: FloatGemm;
  readonly #scratch: FloatScratch;
  probe: ProductProbe | null = null;
  observer: ProductObserver | null = null;

  constructor(name: string, gemm: FloatGemm, scratch: FloatScratch) {
    this.name = name;
    this.#gemm = gemm;
    this.#scratch = scratch;
  }

  setCounting(): void {}

  endStep(): void {}

  run(product: Product, out: Reals): void {
    const { m, n, k, a, b, aTransposed, bTransposed, outTransposed = false } = product;
    if (a.floats === null || b.floats === null) throw new Error("operands of a float datapath have no decoded values");
    // Where few values are possible they are looked at, and not those that are there.
    const isExact = a.floatSet === null || b.floatSet === null ? {} : { areProductsExact: haveExactProducts(a.floatSet, b.floatSet) };
    const operands = { m, n, k, a: a.floats, aTransposed, b: b.floats, bTransposed, ...isExact };
    const observe = (sums: Float32Array): void => this.observer?.({ ...operands, site: this.name, datapath: this.#gemm.datapath, hasVectorScales: false, sums });
    const factor = wholeFactor(a, aTransposed ? "column" : "row") * wholeFactor(b, bTransposed ? "row" : "column");
    const rowFactors = lineFactors(a);
    const columnFactors = lineFactors(b);
    const isPlain = factor === 1 && rowFactors === null && columnFactors === null;
    if (out instanceof Float32Array && !outTransposed && isPlain) {
      this.#gemm.run(operands, out);
      observe(out);
    } else {
      // Results in another layout, or wider ones (studies in binary64), are copies of the datapath's own.
      const sums = this.#scratch.atLeast(m * n);
      this.#gemm.run(operands, sums);
      observe(sums);
      writeResults({ m, n, sums, factor, rowFactors, columnFactors }, outTransposed, out);
    }
    if (this.probe !== null) this.probe(this, product, out);
  }
}

/** What an operand's scales leave to be applied to all results. */
function wholeFactor(operand: GemmOperand, reduction: "row" | "column"): number {
  const { floatMax, floatTop, tops } = operand;
  if (floatMax === null) return 1;
  const use = scaleUse(operand, reduction);
  if (use === "line") return 1 / floatMax;
  return (use === "whole" ? tops[0] : floatTop[0]) / floatMax;
}

/** Scales of lines that are not in the values. */
function lineFactors({ kind, tops, floatMax }: GemmOperand): Float64Array | null {
  return floatMax !== null && (kind === "rows" || kind === "columns") ? tops : null;
}

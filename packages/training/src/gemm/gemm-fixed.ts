import type { FixedAccumulateDatapath, FixedAccumulator, Reals } from "@lnsim/contracts";
import { exp2 } from "@lnsim/elementary";
import { addCounts, countFixedSample, noCounts, withLsb, type DatapathCounts, type Engine, type FixedGemm, type GemmOperands } from "@lnsim/numerics";
import type { GemmOperand } from "../quantization/quantized-operand.ts";
import type { GemmSite, Product, ProductObserver, ProductProbe } from "./gemm-site.ts";
import { largestTop, scaleUse, vectorScales, type ScaleUse } from "./operand-scales.ts";
import { writeResults } from "./write-results.ts";

type Accumulators = Int32Array | Float64Array;

/** Products of one GEMM that are looked at when losses are counted: about a hundredth of a second. */
const sampledTerms = 2 ** 20;

/** Memory for accumulators, shared by the sites of one run: only one of them works at a time. */
export class AccumulatorScratch {
  #array: Accumulators;

  constructor(isReal: boolean) {
    this.#array = isReal ? new Float64Array(0) : new Int32Array(0);
  }

  /** At least `length` accumulators, their contents undefined. */
  atLeast(length: number): Accumulators {
    if (this.#array.length < length) this.#array = this.#array instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
    return this.#array;
  }
}

/** What a fixed site is made from. */
export interface FixedSiteSpec {
  readonly name: string;
  readonly engine: Engine;
  readonly datapath: FixedAccumulateDatapath;
  readonly scratch: AccumulatorScratch;
  readonly isCalibrated: boolean;
}

/** Products on a fixed-accumulate datapath: value = accumulator * 2^lsb * product unit * scale of A * scale of B. */
export class FixedSite implements GemmSite {
  readonly name: string;
  readonly #engine: Engine;
  readonly #declared: FixedAccumulateDatapath;
  readonly #isCalibrated: boolean;
  readonly #scratch: AccumulatorScratch;
  readonly #prepared = new Map<number, FixedGemm>();
  readonly #scales = new Map<string, Float64Array>();
  #isCounting = false;
  /** Largest magnitude of a sum in this step, where the window follows it. */
  #largest = 0;
  lsb: number | null;
  counts: DatapathCounts = noCounts;
  probe: ProductProbe | null = null;
  observer: ProductObserver | null = null;

  constructor({ name, engine, datapath, scratch, isCalibrated }: FixedSiteSpec) {
    this.name = name;
    this.#engine = engine;
    this.#declared = datapath;
    this.#scratch = scratch;
    this.#isCalibrated = isCalibrated && typeof datapath.accumulator !== "string";
    this.lsb = typeof datapath.accumulator === "string" ? null : datapath.accumulator.lsb;
  }

  setCounting(isCounting: boolean): void {
    this.#isCounting = isCounting;
  }

  endStep(): void {
    if (this.#isCalibrated) this.lsb = calibratedLsb(this.#declared, this.lsb!, this.#largest);
    this.#largest = 0;
  }

  run(product: Product, out: Reals): void {
    const { m, n, k, a, b, aTransposed, bTransposed } = product;
    const left = scaleUse(a, aTransposed ? "column" : "row");
    const right = scaleUse(b, bTransposed ? "row" : "column");
    const operands = { m, n, k, a: a.codes, aTransposed, b: b.codes, bTransposed, ...this.#scalesOf(product, left, right) };
    const sums = this.#scratch.atLeast(m * n);
    const gemm = this.#prepare();
    gemm.run(operands, sums);
    if (this.observer !== null) this.observer({ ...operands, site: this.name, datapath: gemm.datapath, hasVectorScales: "aScales" in operands, sums });
    if (this.#isCounting) this.counts = addCounts(this.counts, countFixedSample(gemm.datapath, operands, sampledTerms));
    const factor = this.#unit() * this.#wholeFactor(a, left, "left") * this.#wholeFactor(b, right, "right");
    const rowFactors = left === "line" ? a.tops : null;
    const columnFactors = right === "line" ? b.tops : null;
    writeResults({ m, n, sums, factor, rowFactors, columnFactors }, product.outTransposed === true, out);
    if (this.probe !== null) this.probe(this, product, out);
    if (this.#isCalibrated) this.#noteLargest(sums as Int32Array, m * n);
  }

  /** Results in binary32 are real values already, in others they count LSBs. */
  #unit(): number {
    const { accumulator, productUnit } = this.#declared;
    return accumulator === "binary32" ? 1 : exp2(this.lsb ?? 0) * productUnit;
  }

  /**
   * Scales of vectors enter a window relative to the largest, which the result is multiplied by; binary32 has no window
   * and takes them as they are. Scales count from the max at which the product unit holds.
   */
  #wholeFactor(operand: GemmOperand, use: ScaleUse, side: "left" | "right"): number {
    const max = this.#maxOf(side);
    if (use === "line") return 1 / max;
    if (use === "whole") return operand.tops[0] / max;
    return this.#declared.accumulator === "binary32" ? 1 : largestTop(operand) / max;
  }

  /** Scales of the vectors of both operands where either has some; ones for an operand that has none. */
  #scalesOf({ m, n, k, a, b }: Product, left: ScaleUse, right: ScaleUse): Pick<GemmOperands, "aScales" | "bScales"> {
    if (left !== "vector" && right !== "vector") return {};
    const vectors = Math.ceil(k / this.#declared.vectorSize);
    const aScales = this.#scaleScratch("left", m * vectors);
    const bScales = this.#scaleScratch("right", n * vectors);
    if (left === "vector") vectorScales(a, { side: "left", vectors, unit: this.#scaleUnit(a, "left") }, aScales);
    else aScales.fill(1);
    if (right === "vector") vectorScales(b, { side: "right", vectors, unit: this.#scaleUnit(b, "right") }, bScales);
    else bScales.fill(1);
    return { aScales, bScales };
  }

  #scaleUnit(operand: GemmOperand, side: "left" | "right"): number {
    const unit = this.#declared.accumulator === "binary32" ? this.#maxOf(side) : largestTop(operand);
    return unit === 0 ? 1 : unit;
  }

  #scaleScratch(side: "left" | "right", length: number): Float64Array {
    const key = `${side} ${length}`;
    let scales = this.#scales.get(key);
    if (scales === undefined) this.#scales.set(key, (scales = new Float64Array(length)));
    return scales;
  }

  #maxOf(side: "left" | "right"): number {
    return (side === "left" ? this.#declared.leftMax : this.#declared.rightMax) ?? 1;
  }

  #prepare(): FixedGemm {
    const lsb = this.lsb ?? 0;
    let gemm = this.#prepared.get(lsb);
    if (gemm === undefined) {
      gemm = this.#engine.fixedGemm(withLsb(this.#declared, lsb));
      this.#prepared.set(lsb, gemm);
    }
    return gemm;
  }

  #noteLargest(sums: Int32Array, length: number): void {
    for (let i = 0; i < length; i++) {
      const magnitude = Math.abs(sums[i]);
      if (magnitude > this.#largest) this.#largest = magnitude;
    }
  }
}

/**
 * The LSB exponent for the next step when the largest accumulator was `largest` at LSB exponent `lsb`: that value keeps
 * its sign bit and one bit of margin. Stays within the limits of fixed datapaths (1 <= lsb + fractionBits - cut <= 40).
 */
export function calibratedLsb(datapath: FixedAccumulateDatapath, lsb: number, largest: number): number {
  if (largest === 0) return lsb;
  const { bits } = datapath.accumulator as FixedAccumulator;
  const wanted = lsb + (32 - Math.clz32(largest)) + 2 - bits;
  const lowest = 1 - datapath.fractionBits;
  const highest = 40 - datapath.fractionBits;
  return Math.max(lowest, Math.min(highest, wanted));
}

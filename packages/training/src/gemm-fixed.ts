import type { FixedAccumulateDatapath, FixedAccumulator, Reals } from "@lnsim/contracts";
import { exp2 } from "@lnsim/elementary";
import { addCounts, countingFixedGemm, noCounts, withLsb, type DatapathCounts, type Engine, type FixedGemm } from "@lnsim/numerics";
import type { GemmSite, Product } from "./gemm-site.ts";

type Accumulators = Int32Array | Float64Array;

/** Memory for accumulators, shared by the sites of one run: only one of them works at a time. */
export class AccumulatorScratch {
  #array: Accumulators;

  constructor(isWide: boolean) {
    this.#array = isWide ? new Float64Array(0) : new Int32Array(0);
  }

  /** At least `length` accumulators, their contents undefined. */
  atLeast(length: number): Accumulators {
    if (this.#array.length < length) this.#array = this.#array instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
    return this.#array;
  }
}

/** Products on a fixed-accumulate datapath: value = accumulator * 2^lsb * product unit * max(A) * max(B). */
export class FixedSite implements GemmSite {
  readonly #engine: Engine;
  readonly #declared: FixedAccumulateDatapath;
  readonly #isCalibrated: boolean;
  readonly #scratch: AccumulatorScratch;
  readonly #prepared = new Map<number, FixedGemm>();
  #lsb: number;
  #isCounting = false;
  counts: DatapathCounts = noCounts;

  constructor(engine: Engine, datapath: FixedAccumulateDatapath, scratch: AccumulatorScratch, isCalibrated: boolean) {
    this.#engine = engine;
    this.#declared = datapath;
    this.#scratch = scratch;
    this.#isCalibrated = isCalibrated && typeof datapath.accumulator !== "string";
    this.#lsb = typeof datapath.accumulator === "string" ? 0 : datapath.accumulator.lsb;
  }

  setCounting(isCounting: boolean): void {
    this.#isCounting = isCounting;
  }

  run(product: Product, out: Reals): void {
    const { m, n, k, a, b, aTransposed, bTransposed } = product;
    const operands = { m, n, k, a: a.codes, aTransposed, b: b.codes, bTransposed };
    const accumulators = this.#scratch.atLeast(m * n);
    const gemm = this.#prepare();
    if (this.#isCounting) this.counts = addCounts(this.counts, countingFixedGemm(gemm.datapath, operands, accumulators));
    else gemm.run(operands, accumulators);
    writeReals(accumulators, exp2(this.#lsb) * this.#declared.productUnit * a.max * b.max, out);
    if (this.#isCalibrated) this.#recalibrate(accumulators as Int32Array, m * n);
  }

  #prepare(): FixedGemm {
    let gemm = this.#prepared.get(this.#lsb);
    if (gemm === undefined) {
      gemm = this.#engine.fixedGemm(withLsb(this.#declared, this.#lsb));
      this.#prepared.set(this.#lsb, gemm);
    }
    return gemm;
  }

  #recalibrate(accumulators: Int32Array, length: number): void {
    let largest = 0;
    for (let i = 0; i < length; i++) {
      const magnitude = Math.abs(accumulators[i]);
      if (magnitude > largest) largest = magnitude;
    }
    this.#lsb = calibratedLsb(this.#declared, this.#lsb, largest);
  }
}

/**
 * The LSB exponent for the next step when the largest accumulator was `largest` at LSB exponent `lsb`: that value keeps
 * its sign bit and one bit of margin. Stays within the limits of fixed datapaths (1 <= lsb + fractionBits <= 40).
 */
export function calibratedLsb(datapath: FixedAccumulateDatapath, lsb: number, largest: number): number {
  if (largest === 0) return lsb;
  const { bits } = datapath.accumulator as FixedAccumulator;
  const wanted = lsb + (32 - Math.clz32(largest)) + 2 - bits;
  const lowest = 1 - datapath.fractionBits;
  const highest = 40 - datapath.fractionBits;
  return Math.max(lowest, Math.min(highest, wanted));
}

/** out[i] = accumulators[i] * scale; in binary32 the scale is a binary32 number too, as the PPU's multiplier has it. */
function writeReals(accumulators: Accumulators, scale: number, out: Reals): void {
  const factor = out instanceof Float32Array ? Math.fround(scale) : scale;
  for (let i = 0; i < out.length; i++) out[i] = accumulators[i] * factor;
}

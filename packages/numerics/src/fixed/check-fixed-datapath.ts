import { LnsimError, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { lowestBit, significantBits } from "../float/significand.ts";

/** The limits below which every sum of the fast kernels is an exact integer of a float64. */
const exactBits = 52;
const largestShift = 40;
/** Below the distance of the smallest product of any format from its largest. */
const largestCut = 512;

const checked = new WeakSet<FixedAccumulateDatapath>();

/**
 * Checks a declaration against the limits stated on {@link FixedAccumulateDatapath}: once per declaration, which must
 * not be changed afterwards.
 *
 * @throws LnsimError with the field that breaks a limit
 */
export function checkFixedDatapath(datapath: FixedAccumulateDatapath): void {
  if (checked.has(datapath)) return;
  checkTables(datapath);
  const factors = factorRanges(datapath);
  checkProducts(datapath, factors);
  if (datapath.accumulator !== "wide") {
    checkInteger("cutBits", datapath.cutBits, 0, largestCut);
    checkTerms(datapath, factors, checkAccumulator(datapath));
  }
  checked.add(datapath);
}

function checkTables(datapath: FixedAccumulateDatapath): void {
  const { leftCodeCount, rightCodeCount, classes, leftFactor, leftClass, head, tail } = datapath;
  checkInteger("vectorSize", datapath.vectorSize, 1, 1 << 12);
  checkInteger("leftCodeCount", leftCodeCount, 1, 1 << 16);
  checkInteger("rightCodeCount", rightCodeCount, 1, 1 << 16);
  checkInteger("classes", classes, 1, 256);
  checkInteger("leftFactor.length", leftFactor.length, leftCodeCount, leftCodeCount);
  checkInteger("leftClass.length", leftClass.length, leftCodeCount, leftCodeCount);
  checkInteger("head.length", head.length, classes * rightCodeCount, classes * rightCodeCount);
  if (tail !== null) checkInteger("tail.length", tail.length, classes * rightCodeCount, classes * rightCodeCount);
  for (let code = 0; code < leftCodeCount; code++) {
    checkInteger(`leftClass[${code}]`, leftClass[code], 0, classes - 1);
    const factor = leftFactor[code];
    if (!Number.isFinite(factor)) refuse(`leftFactor[${code}]`, factor, "a finite number");
    if (classes > 1 && significantBits(factor) > 1) refuse(`leftFactor[${code}]`, factor, "0 or a signed power of two");
  }
}

/** What the left factors of one class span. */
interface FactorRange {
  largest: number;
  /** Exponent of the lowest bit that any of them has. */
  lowestBit: number;
  significantBits: number;
}

function factorRanges({ classes, leftCodeCount, leftFactor, leftClass }: FixedAccumulateDatapath): FactorRange[] {
  const ranges = Array.from({ length: classes }, (): FactorRange => ({ largest: 0, lowestBit: Infinity, significantBits: 0 }));
  for (let code = 0; code < leftCodeCount; code++) {
    const range = ranges[leftClass[code]];
    const factor = leftFactor[code];
    range.largest = Math.max(range.largest, Math.abs(factor));
    range.lowestBit = Math.min(range.lowestBit, lowestBit(factor));
    range.significantBits = Math.max(range.significantBits, significantBits(factor));
  }
  return ranges;
}

/** Every left factor times head, and with a wide accumulator times tail too, must be exact in float64. */
function checkProducts(datapath: FixedAccumulateDatapath, factors: readonly FactorRange[]): void {
  const { rightCodeCount, head, tail, accumulator } = datapath;
  for (let index = 0; index < head.length; index++) {
    if (!Number.isFinite(head[index])) refuse(`head[${index}]`, head[index], "a finite number");
    const { significantBits: left } = factors[Math.floor(index / rightCodeCount)];
    // A power of two only moves what the table holds already.
    if (left <= 1) continue;
    const tailBits = accumulator === "wide" && tail !== null ? significantBits(tail[index]) : 0;
    const bits = left + significantBits(head[index]) + tailBits;
    if (bits > 53) refuse(`head[${index}]`, head[index], `products of at most 53 significant bits, not ${bits}`);
  }
}

/** Checks the accumulator and returns 2^shift, its LSB, in units of 2^cutBits of a sum; 0 where no LSB is rounded to. */
function checkAccumulator({ accumulator, cutBits, fractionBits, productUnit }: FixedAccumulateDatapath): number {
  if (accumulator === "wide") return 0;
  if (accumulator === "binary32") {
    if (significantBits(productUnit) !== 1 || productUnit < 0) refuse("productUnit", productUnit, "a power of two, with a binary32 accumulator");
    return 0;
  }
  const shift = accumulator.lsb + fractionBits;
  if (cutBits === 0) checkInteger("accumulator.lsb + fractionBits", shift, 1, largestShift);
  else checkInteger("accumulator.lsb + fractionBits - cutBits", shift - cutBits, 0, largestShift);
  checkInteger("accumulator.bits", accumulator.bits, 2, 32);
  return 2 ** (shift - cutBits);
}

/** Every term must be an integer, and a vector of the largest ones must stay below 2^52, in units of 2^cutBits. */
function checkTerms(datapath: FixedAccumulateDatapath, factors: readonly FactorRange[], lsb: number): void {
  const { rightCodeCount, head, tail, vectorSize, cutBits } = datapath;
  const limit = (2 ** exactBits - lsb) / vectorSize;
  for (let index = 0; index < head.length; index++) {
    const { largest, lowestBit: lowest } = factors[Math.floor(index / rightCodeCount)];
    if (largest === 0) continue;
    const factor = tail === null ? 1 : tail[index];
    if (!Number.isInteger(factor) || factor < 0) refuse(`tail[${index}]`, factor, "an integer that is not negative");
    const isWhole = cutBits > 0 || lowestBit(head[index]) + lowest >= 0;
    if (!isWhole) refuse(`head[${index}]`, head[index], "an integer in units of 2^-fractionBits, times every left factor");
    const magnitude = Math.trunc((Math.abs(head[index]) * largest) / 2 ** cutBits) * factor;
    if (magnitude >= limit) refuse(`head[${index}]`, magnitude, `terms below ${limit} times 2^cutBits, so that a vector's sum is exact`);
  }
}

function checkInteger(field: string, value: number, minimum: number, maximum: number): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  refuse(field, value, minimum === maximum ? `${minimum}` : `an integer from ${minimum} to ${maximum}`);
}

function refuse(field: string, found: number, expected: string): never {
  throw new LnsimError({
    code: "unsupported",
    message: "the datapath declared by the number format is outside what the kernels compute exactly",
    path: `datapath.${field}`,
    found: String(found),
    expected,
    remedy: "choose fewer fraction bits, a smaller accumulator.lsb, fewer guard bits or shorter vectors",
  });
}

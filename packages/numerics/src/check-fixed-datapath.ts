import { LnsimError, type FixedAccumulateDatapath } from "@lnsim/contracts";

/** The limits below which every sum of the fast kernels is an exact integer of a float64. */
const exactBits = 52;
const largestShift = 40;

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
  if (datapath.accumulator === "binary32") refuse("accumulator", NaN, "an integer accumulator or wide");
  if (datapath.accumulator !== "wide") {
    const { bits, lsb } = datapath.accumulator;
    const shift = lsb + datapath.fractionBits;
    checkInteger("cutBits", datapath.cutBits, 0, largestShift);
    checkInteger("accumulator.lsb + fractionBits", shift, 1, largestShift);
    checkInteger("accumulator.bits", bits, 2, 32);
    checkTerms(datapath, shift);
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
    if (!isSignedPowerOfTwo(leftFactor[code])) refuse(`leftFactor[${code}]`, leftFactor[code], "0 or a signed power of two");
  }
}

/** Every term must be an integer, and a vector of the largest ones must stay below 2^52. */
function checkTerms(datapath: FixedAccumulateDatapath, shift: number): void {
  const { classes, leftCodeCount, rightCodeCount, leftFactor, leftClass, head, tail, vectorSize } = datapath;
  const smallest = new Float64Array(classes).fill(Infinity);
  const largest = new Float64Array(classes);
  for (let code = 0; code < leftCodeCount; code++) {
    const factor = Math.abs(leftFactor[code]);
    if (factor === 0) continue;
    const of = leftClass[code];
    smallest[of] = Math.min(smallest[of], factor);
    largest[of] = Math.max(largest[of], factor);
  }
  const limit = (2 ** exactBits - 2 ** shift) / vectorSize;
  for (let index = 0; index < head.length; index++) {
    const of = Math.floor(index / rightCodeCount);
    if (largest[of] === 0) continue;
    const factor = tail === null ? 1 : tail[index];
    if (!Number.isInteger(factor) || factor < 0) refuse(`tail[${index}]`, factor, "an integer that is not negative");
    if (!Number.isInteger(head[index] * smallest[of])) refuse(`head[${index}]`, head[index], "an integer in units of 2^-fractionBits, times every left factor");
    const magnitude = Math.abs(head[index]) * largest[of] * factor;
    if (magnitude >= limit) refuse(`head[${index}]`, magnitude, `terms below ${limit}, so that a vector's sum is exact`);
  }
}

function checkInteger(field: string, value: number, minimum: number, maximum: number): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  refuse(field, value, minimum === maximum ? `${minimum}` : `an integer from ${minimum} to ${maximum}`);
}

function isSignedPowerOfTwo(value: number): boolean {
  let magnitude = Math.abs(value);
  if (magnitude === 0) return true;
  if (!Number.isFinite(magnitude)) return false;
  while (magnitude >= 2) magnitude /= 2;
  while (magnitude < 1) magnitude *= 2;
  return magnitude === 1;
}

function refuse(field: string, found: number, expected: string): never {
  throw new LnsimError({
    code: "unsupported",
    message: "the datapath declared by the number format is outside what the kernels compute exactly",
    path: `datapath.${field}`,
    found: String(found),
    expected,
    remedy: "choose fewer fraction bits, a smaller accumulator.lsb or shorter vectors",
  });
}

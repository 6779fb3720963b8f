// Elementwise work on arrays of codes. `out` may be one of the inputs, must be at least as long as the first input, and is
// owned by the caller.
import type { Codes } from "@lnsim/contracts";
import { addCodes, codeOfLogarithm, divideCodes, logarithmOfCode, multiplyCodes, negateCode, type LogArithmetic } from "./log-arithmetic.ts";

/** out = x * y. */
export function logMultiply(arithmetic: LogArithmetic, x: Codes, y: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = multiplyCodes(arithmetic, x[i], y[i]);
}

/** out = x * factor, a constant that was converted to a code first, as the published code does. */
export function logScale(arithmetic: LogArithmetic, x: Codes, factor: number, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = multiplyCodes(arithmetic, x[i], factor);
}

/** out = x / y; 0 / y is 0, and x / 0 the largest magnitude with the sign of x. */
export function logDivide(arithmetic: LogArithmetic, x: Codes, y: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = divideCodes(arithmetic, x[i], y[i]);
}

/** out = x + y. */
export function logAdd(arithmetic: LogArithmetic, x: Codes, y: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = addCodes(arithmetic, x[i], y[i]);
}

/** out = x + constant. */
export function logAddConstant(arithmetic: LogArithmetic, x: Codes, constant: number, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = addCodes(arithmetic, x[i], constant);
}

/** out = x - y. */
export function logSubtract(arithmetic: LogArithmetic, x: Codes, y: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = addCodes(arithmetic, x[i], negateCode(arithmetic, y[i]));
}

/** out = -x; zero stays zero. */
export function logNegate(arithmetic: LogArithmetic, x: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = negateCode(arithmetic, x[i]);
}

/** out = 1 / x: the logarithm negated; 1 / 0 is the largest magnitude. */
export function logReciprocal(arithmetic: LogArithmetic, x: Codes, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = divideCodes(arithmetic, arithmetic.one, x[i]);
}

/** out = sqrt |x| with the sign of x: the logarithm shifted right by one, rounded down; zero stays zero. */
export function logSquareRoot(arithmetic: LogArithmetic, x: Codes, out: Codes): void {
  const { zeroBit, signBit, zero } = arithmetic;
  for (let i = 0; i < x.length; i++) {
    const code = x[i];
    const root = codeOfLogarithm(arithmetic, logarithmOfCode(arithmetic, code) >> 1, code & signBit);
    out[i] = (code & zeroBit) !== 0 ? zero : root;
  }
}

/**
 * out = exp(x) for x <= 0, by the datapath's table: the exponential of softmax. Zero gives one. A positive x, which a
 * difference from a maximum never is, gives one too.
 */
export function logExponential(arithmetic: LogArithmetic, x: Codes, out: Codes): void {
  const { zeroBit, signBit, largest, one, logMask, datapath } = arithmetic;
  const { exponential } = datapath;
  for (let i = 0; i < x.length; i++) {
    const code = x[i];
    const isNegative = (code & zeroBit) === 0 && (code & signBit) !== 0;
    out[i] = isNegative ? exponential[logarithmOfCode(arithmetic, code) + largest] & logMask : one;
  }
}

import { LnsimError, parametersOf, withDefaults, type DatapathFamily, type DatapathParameterValues, type FixedAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { integerOf } from "./codec.ts";
import { datapathParameters, type DatapathValues } from "./datapath-parameters.ts";
import { integerParameters, largestInteger } from "./parameters.ts";

/**
 * The datapaths of integers of `bits` bits on the left: direct products with integers of any width on the right. Values
 * that are left out are the defaults of the pair.
 */
export function createDatapathFamily(bits: number): DatapathFamily {
  return Object.freeze({
    parameters: datapathParameters(bits, bits),
    create: (values: DatapathParameterValues, right?: NumberFormat): FixedAccumulateDatapath => {
      const other = right === undefined ? bits : widthOf(right);
      const chosen: DatapathValues = withDefaults<ReturnType<typeof datapathParameters>>(datapathParameters(bits, other), values);
      return createDatapath(bits, other, chosen);
    },
  });
}

function widthOf(right: NumberFormat): number {
  const values = parametersOf(right.id, "int", integerParameters);
  if (values !== undefined) return values.bits;
  throw new LnsimError({
    code: "invalid-combination",
    message: "a multiplier of integers takes integers on both sides",
    path: "datapath",
    found: right.id,
    expected: "a format of the family int",
  });
}

function createDatapath(left: number, right: number, values: DatapathValues): FixedAccumulateDatapath {
  const { accumulation, accumulatorBits: bits, lsb, rounding, overflow } = values;
  const isInteger = accumulation === "fixed";
  // A bit below the units of products gives every accumulator, an exact one too, something to shift out.
  const fractionBits = isInteger ? 1 : 0;
  return {
    kind: "fixed",
    description: describe(values),
    vectorSize: values.vectorSize,
    leftCodeCount: 2 ** left,
    rightCodeCount: 2 ** right,
    classes: 1,
    leftFactor: integers(left, 1),
    leftClass: new Uint8Array(2 ** left),
    head: integers(right, 2 ** fractionBits),
    tail: null,
    cutBits: 0,
    fractionBits,
    accumulator: isInteger ? { bits, lsb, rounding, overflow } : accumulation,
    ...unitOf(left, right, accumulation),
    costRecord: costRecord(left, right, values),
    windowBits: accumulation === "wide" ? 53 : left + right - 2,
  };
}

/** A binary32 accumulator counts in products of integers, which are exact in it: operands have their own tops as max. */
function unitOf(left: number, right: number, accumulation: DatapathValues["accumulation"]) {
  const [leftMax, rightMax] = [largestInteger(left), largestInteger(right)];
  return accumulation === "binary32" ? { productUnit: 1, leftMax, rightMax } : { productUnit: 1 / (leftMax * rightMax) };
}

function integers(bits: number, factor: number): Float64Array {
  return Float64Array.from({ length: 2 ** bits }, (_, code) => integerOf(code, bits) * factor);
}

/**
 * The studied integer designs add products exactly: 8 bits in 24, 12 bits in 32, 16 bits in 40. The widest accumulator here
 * has 32 bits, which for 16 bits lose the lowest ones: the record named is of that design all the same.
 */
function costRecord(left: number, right: number, { accumulation, accumulatorBits, lsb }: DatapathValues): string | null {
  if (left !== right || accumulation !== "fixed") return null;
  const isExact = lsb === 0 && ((left === 8 && accumulatorBits === 24) || (left === 12 && accumulatorBits === 32));
  const isStudied = isExact || (left === 16 && accumulatorBits === 32);
  return isStudied ? `int${left}` : null;
}

function describe({ accumulation, accumulatorBits, lsb, rounding, overflow }: DatapathValues): string {
  if (accumulation === "wide") return "exact integer products, float64 sums";
  if (accumulation === "binary32") return "exact integer products and vector sums, binary32 accumulator";
  const weight = lsb === 0 ? "" : ` at 2^${lsb}, ${rounding}`;
  return `exact integer products, ${accumulatorBits}-bit accumulator${weight}, ${overflow}`;
}

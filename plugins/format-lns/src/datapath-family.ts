import type { DatapathFamily, FixedAccumulateDatapath } from "@lnsim/contracts";
import type { Conversion } from "./conversion.ts";
import { checkLimits, checkLut } from "./datapath-limits.ts";
import { datapathParameters, largestQuotient, type DatapathValues } from "./datapath-parameters.ts";
import { remainderTerms, type RemainderTerms } from "./datapath-terms.ts";
import { isZero, signOf, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";
import { powerOfTwo } from "./power-of-two.ts";

/** Classes times codes of the largest tables that are built: 4 MB each. */
const largestTable = 2 ** 19;
/** Octaves of products that double precision holds, with room for a sum of them. */
const largestProductOctaves = 1000;

/**
 * The fixed-accumulate datapaths of a logarithmic format (LNS-Madam, vector MAC), or undefined where their tables or
 * their products would be too large: a product adds exponents, its quotient shifts, its remainder selects a constant.
 */
export function createDatapathFamily(layout: LnsLayout): DatapathFamily | undefined {
  const classes = Math.max(1, layout.gamma);
  if (classes > 256 || classes * layout.codeCount > largestTable || largestQuotient(layout) > largestProductOctaves) return undefined;
  return {
    parameters: datapathParameters(layout),
    create: (values) => createDatapath(layout, values as unknown as DatapathValues),
  };
}

function createDatapath(layout: LnsLayout, values: DatapathValues): FixedAccumulateDatapath {
  const conversion: Conversion = { gamma: layout.gamma, lut: values.lut, mitchell: values.mitchell };
  checkLut(layout, values.lut);
  const terms = remainderTerms(conversion, values);
  checkLimits(layout, values, terms);
  const { accumulatorBits: bits, lsb, rounding, overflow } = values;
  return {
    kind: "fixed",
    description: describe(layout, values),
    vectorSize: values.vectorSize,
    leftCodeCount: layout.codeCount,
    rightCodeCount: layout.codeCount,
    classes: Math.max(1, layout.gamma),
    ...leftTables(layout),
    ...rightTables(layout, terms),
    cutBits: terms.cutBits,
    fractionBits: terms.fractionBits,
    accumulator: values.accumulation === "wide" ? "wide" : { bits, lsb, rounding, overflow },
    productUnit: gridPower(-2 * layout.top, layout.gamma),
    costRecord: costRecord(layout, values),
    windowBits: windowBits(layout, values, terms),
  };
}

/** Quotient and remainder of an exponent or a sum of exponents. */
function divide(exponent: number, gamma: number): { readonly quotient: number; readonly remainder: number } {
  if (gamma < 1) return { quotient: exponent / gamma, remainder: 0 };
  const remainder = exponent % gamma;
  return { quotient: (exponent - remainder) / gamma, remainder };
}

/** sign * 2^q and the remainder of every left code. */
function leftTables(layout: LnsLayout): Pick<FixedAccumulateDatapath, "leftFactor" | "leftClass"> {
  const leftFactor = new Float64Array(layout.codeCount);
  const leftClass = new Uint8Array(layout.codeCount);
  for (let code = 0; code < layout.codeCount; code++) {
    if (isZero(layout, code)) continue;
    const { quotient, remainder } = divide(code & layout.top, layout.gamma);
    leftFactor[code] = signOf(layout, code) * powerOfTwo(quotient);
    leftClass[code] = remainder;
  }
  return { leftFactor, leftClass };
}

/** What a right code contributes beside a left remainder; their sum may carry into the quotient. */
function rightTables(layout: LnsLayout, terms: RemainderTerms): Pick<FixedAccumulateDatapath, "head" | "tail"> {
  const { codeCount, gamma } = layout;
  const classes = Math.max(1, gamma);
  const head = new Float64Array(classes * codeCount);
  const constants = terms.tail;
  const tail = constants === null ? null : new Float64Array(classes * codeCount).fill(1);
  for (let left = 0; left < classes; left++) {
    for (let code = 0; code < codeCount; code++) {
      if (isZero(layout, code)) continue;
      const { quotient, remainder } = divide((code & layout.top) + left, gamma);
      const index = left * codeCount + code;
      head[index] = signOf(layout, code) * powerOfTwo(quotient) * terms.head[remainder];
      if (tail !== null && constants !== null) tail[index] = constants[remainder];
    }
  }
  return { head, tail };
}

/** Significant bits of a term's window: from the largest product down to the lowest bit that is kept. */
function windowBits(layout: LnsLayout, values: DatapathValues, terms: RemainderTerms): number {
  if (values.accumulation === "wide") return 53;
  const whole = largestQuotient(layout) + 1;
  const binFraction = values.organisation === "remainder-bins" ? values.fractionBits : 0;
  return whole + terms.fractionBits - binFraction - terms.cutBits;
}

/** The gate-level record that this lane organisation and its widths are priced by, where one exists; windows may differ. */
function costRecord(layout: LnsLayout, values: DatapathValues): string | null {
  const isStudied =
    layout.storedBits === 8 &&
    layout.gamma === 8 &&
    values.vectorSize === 32 &&
    values.accumulation === "fixed" &&
    values.accumulatorBits === 24 &&
    values.fractionBits === 8;
  if (!isStudied) return null;
  if (values.organisation === "remainder-bins") return `lns8_bin${values.lut}`;
  return values.lut === 8 || values.lut === 1 ? `lns8_lut${values.lut}` : null;
}

function describe(layout: LnsLayout, values: DatapathValues): string {
  const organisation = values.organisation.replaceAll("-", " ").replace("lut", "LUT");
  const conversion = `${organisation}, ${values.lut} of ${Math.max(1, layout.gamma)} constants`;
  if (values.accumulation === "wide") return `${conversion} unrounded, exact accumulation`;
  const guard = values.guardBits < 0 ? "full guard bits" : `${values.guardBits} guard bits`;
  const accumulator = `${values.accumulatorBits}-bit accumulator at 2^${values.lsb}`;
  return `${conversion} of ${values.fractionBits} bits, ${accumulator}, ${values.rounding}, ${guard}, ${values.overflow}`;
}

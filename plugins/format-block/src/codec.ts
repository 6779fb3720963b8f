import type { Codes, RandomSource, Reals, Rounding, ScaleGroups } from "@lnsim/contracts";
import { decodeGroups } from "./decode-groups.ts";
import { codeOf, elementValues, largestOf, type Element } from "./element.ts";
import { encodeSingle } from "./encode-single.ts";
import { isPowerOfTwo } from "./power-of-two.ts";
import { createRoundingTable, type RoundingTable, type TableRounding } from "./rounding-table.ts";
import { createWordTable, type WordTable } from "./word-table.ts";

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);
const oneMaximum = new Float64Array(1);

/** Encodes and decodes the elements of one format; its tables are made when they are first needed. */
export class ElementCodec {
  readonly #element: Element;
  readonly #largest: number;
  readonly #tables: { [Mode in TableRounding]?: RoundingTable } = {};
  readonly #wordTables: { [Mode in TableRounding]?: WordTable } = {};
  #values: Float64Array | null = null;

  constructor(element: Element) {
    this.#element = element;
    this.#largest = largestOf(element);
  }

  /**
   * Codes of values whose largest element stands for `max`; beyond it they saturate. NaN becomes NaN, or zero where
   * there is none.
   *
   * @throws {RangeError} for a maximum that is negative or NaN
   */
  encode(values: Reals, max: number, rounding: Rounding, out: Codes): void {
    if (!(max >= 0)) throw new RangeError(`the maximum of a vector must not be negative or NaN, found ${max}`);
    if (max === 0) {
      out.fill(0, 0, values.length);
      return;
    }
    oneMaximum[0] = max;
    if (this.encodeGroups(values, { maxima: oneMaximum, run: 1 }, rounding, out)) return;
    const scale = Math.min(max, Number.MAX_VALUE) / this.#largest;
    // Scales by powers of two are exact as factors; others leave one rounding, of the quotient.
    const isPower = isPowerOfTwo(scale);
    const run = { values, numerator: isPower ? 1 / scale : this.#largest, denominator: isPower ? 1 : Math.min(max, Number.MAX_VALUE), out };
    if (rounding.mode === "stochastic") this.#encodeStochastic(run, rounding.random);
    else encodeByTable(run, this.#table(rounding.mode), this.#element.nanCode ?? 0);
  }

  /**
   * Codes of single-precision values in groups whose scales are powers of two, in the modes that draw nothing.
   *
   * @returns false, with nothing written, for others
   */
  encodeGroups(values: Reals, { maxima, run }: ScaleGroups, rounding: Rounding, out: Codes): boolean {
    if (!(values instanceof Float32Array) || rounding.mode === "stochastic") return false;
    const table = (this.#wordTables[rounding.mode] ??= createWordTable(this.#element, rounding.mode));
    return encodeSingle(table, { values, maxima, run, largest: this.#largest, out });
  }

  /** The values that {@link decode} gives group by group. */
  decodeGroups(codes: Codes, groups: ScaleGroups, out: Reals): void {
    const values = (this.#values ??= elementValues(this.#element));
    decodeGroups({ values, largest: this.#largest }, codes, groups, out);
  }

  /** Values of codes when the largest element stands for `max`. */
  decode(codes: Codes, max: number, out: Reals): void {
    const values = (this.#values ??= elementValues(this.#element));
    const largest = this.#largest;
    for (let i = 0; i < codes.length; i++) out[i] = (values[codes[i]] * max) / largest;
  }

  #table(mode: TableRounding): RoundingTable {
    return (this.#tables[mode] ??= createRoundingTable(this.#element, mode));
  }

  /** The larger neighbour with the probability of the fraction between the two; one word per element. */
  #encodeStochastic({ values, numerator, denominator, out }: EncodeRun, random: RandomSource): void {
    const { magnitudes, nanCode } = this.#element;
    const below = this.#table("toward-zero");
    const top = magnitudes.length - 1;
    for (let i = 0; i < values.length; i++) {
      const value = (values[i] * numerator) / denominator;
      const uniform = random.nextUint32() * 2 ** -32;
      const magnitude = Math.abs(value);
      scratch[0] = magnitude;
      const index = below.codes[segmentOf(below, words[1]) * 2 + 1];
      const low = magnitudes[index];
      const isUp = index < top && uniform < (magnitude - low) / (magnitudes[index + 1] - low);
      out[i] = value === value ? codeOf(this.#element, index + (isUp ? 1 : 0), value < 0 || Object.is(value, -0)) : (nanCode ?? 0);
    }
  }
}

/** What an encoder reads and writes: element i is rounded from values[i] * numerator / denominator. */
interface EncodeRun {
  readonly values: Reals;
  readonly numerator: number;
  readonly denominator: number;
  readonly out: Codes;
}

const magnitudeMask = 0x7fffffff;
/** High word of infinity; that of a computed NaN is larger. */
const infinityWord = 0x7ff00000;

function encodeByTable(run: EncodeRun, { shift, first, segments, codes }: RoundingTable, nanCode: number): void {
  const { values, numerator, denominator, out } = run;
  const belowSegment = (1 << shift) - 1;
  const last = segments - 1;
  // Negative as soon as there is one NaN: they are rare, so they are looked for once, at the end.
  let found = 0;
  for (let i = 0; i < values.length; i++) {
    scratch[0] = (values[i] * numerator) / denominator;
    const high = words[1];
    const magnitude = high & magnitudeMask;
    found |= infinityWord - magnitude;
    const rest = (high & belowSegment) | words[0];
    const isAbove = (rest | (0 - rest)) >>> 31;
    const segment = Math.min(last, Math.max(0, (magnitude >>> shift) - first + 1));
    out[i] = codes[2 * (((high >> 31) & segments) + segment) + isAbove];
  }
  if (found < 0) replaceNans(run, nanCode);
}

function replaceNans({ values, out }: EncodeRun, nanCode: number): void {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) out[i] = nanCode;
}

/** The segment of a positive double with this high word. */
function segmentOf({ shift, first, segments }: RoundingTable, high: number): number {
  return Math.min(segments - 1, Math.max(0, (high >>> shift) - first + 1));
}

import { createCodes, nearestEven, withDefaults, type Codes, type MacDatapath, type NumberFormat, type Reals, type Rounding } from "@lnsim/contracts";
import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { allCodes, intervalsOf, type Intervals } from "./code-table.ts";

/** What a format is examined with. Everything has a default. */
export interface FormatOptions {
  /** Seed of every random draw; 1 when it is left out. */
  readonly seed?: number;
  /** Makes the format that an identifier names; without it identifiers are checked by their form alone. */
  readonly make?: (id: string) => NumberFormat;
  /** The format of right operands, where it is another one. */
  readonly right?: NumberFormat;
  /** Datapaths to examine; the format's own for its operands, with default parameters, when they are left out. */
  readonly datapaths?: readonly MacDatapath[];
  /** Largest relative error of a product before the cut; when left out, what the datapath declares (see the README). */
  readonly conversionError?: number;
  /** Whether "nearest" is by difference or by quotient; by quotient where the format has a log2 view. */
  readonly spacing?: "linear" | "logarithmic";
}

/** A format with what all laws need of it, computed once. */
export interface FormatSubject {
  readonly format: NumberFormat;
  readonly options: FormatOptions;
  /** What the top code stands for in most checks: 1 for a format without a scale. */
  readonly max: number;
  /** Largest finite magnitude under `max`. */
  readonly largest: number;
  /** Whether a value is zero or within the declared range under `max`: codes of others are never stored. */
  isInRange(value: number): boolean;
  /** Every code, or a sample of codes and their successors where there are more than 2^17. */
  readonly codes: Codes;
  readonly isComplete: boolean;
  /** Value of every entry of `codes` under `max`. */
  readonly values: Float64Array;
  /** Neighbouring finite values under `max`, ascending. */
  readonly intervals: Intervals;
  readonly isLogarithmic: boolean;
  readonly datapaths: readonly MacDatapath[];
  /** The format of right operands, where it is another one. */
  readonly right: FormatSubject | null;
  /** A stream of its own for every law. */
  random(stream: string): SeededRandom;
}

/** An arbitrary maximum that is no power of two, so that scaling has to round. */
const arbitraryMaximum = 2.75;

/** Prepares a format for its laws: decodes its codes and builds its default datapath. */
export function formatSubject(format: NumberFormat, options: FormatOptions = {}): FormatSubject {
  const seed = options.seed ?? 1;
  const max = format.scaled ? (format.topOf?.(arbitraryMaximum, arbitraryMaximum) ?? arbitraryMaximum) : 1;
  const largest = format.range.largest * max;
  const smallest = format.range.smallest * max;
  const isInRange = (value: number): boolean => value === 0 || (Math.abs(value) >= smallest && Math.abs(value) <= largest);
  const { codes, isComplete } = allCodes(format, createRandom(seed, "codes"));
  const values = new Float64Array(codes.length);
  format.decode(codes, max, values);
  const isLogarithmic = (options.spacing ?? (format.log2 === undefined ? "linear" : "logarithmic")) === "logarithmic";
  return {
    format,
    options,
    max,
    largest,
    isInRange,
    codes,
    isComplete,
    values,
    intervals: intervalsOf(values, { isInRange, isComplete, isLogarithmic }),
    isLogarithmic,
    datapaths: options.datapaths ?? defaultDatapath(format, options.right),
    right: options.right === undefined ? null : formatSubject(options.right, { seed, datapaths: [] }),
    random: (stream) => createRandom(seed, stream),
  };
}

function defaultDatapath({ datapath }: NumberFormat, right: NumberFormat | undefined): readonly MacDatapath[] {
  if (datapath === undefined) return [];
  return [right === undefined ? datapath.create(withDefaults(datapath.parameters)) : datapath.create({}, right)];
}

/** Codes of values under a maximum (the subject's own when it is left out), to the nearest. */
export function encodeAll({ format, max }: FormatSubject, values: Reals, rounding: Rounding = nearestEven, top: number = max): Codes {
  const out = createCodes(format.bits, values.length);
  format.encode(values, top, rounding, out);
  return out;
}

/** Values of codes under a maximum (the subject's own when it is left out). */
export function decodeAll({ format, max }: FormatSubject, codes: Codes, top: number = max): Float64Array {
  const out = new Float64Array(codes.length);
  format.decode(codes, top, out);
  return out;
}

/** What the format stores for each value. */
export function storedValues(subject: FormatSubject, values: Reals, rounding: Rounding = nearestEven): Float64Array {
  return decodeAll(subject, encodeAll(subject, values, rounding));
}

/** Magnitudes of every size, zero and both signs: from far below the smallest to just below the largest. */
export function mixedValues(subject: FormatSubject, count: number, stream: string): Float64Array {
  const random = subject.random(stream);
  const { low, high } = subject.intervals;
  return Float64Array.from({ length: count }, (_, i) => {
    if (i % 17 === 0) return 0;
    if (i % 5 === 0) return (random.nextFloat() * 2 - 1) * subject.largest;
    const at = random.nextBelow(low.length);
    return low[at] + (high[at] - low[at]) * random.nextFloat();
  });
}

import { LnsimError } from "@lnsim/contracts";
import { exp, log } from "@lnsim/elementary";

/** Values between two ends, both of which count; `steps` says how they follow each other. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly steps:
    | { readonly kind: "add"; readonly by: number }
    | { readonly kind: "multiply"; readonly by: number }
    /** `count` values evenly spaced, or evenly spaced in their logarithms. */
    | { readonly kind: "linear"; readonly count: number }
    | { readonly kind: "log"; readonly count: number };
}

/** A longer axis is a slip. */
export const mostLevels = 10_000;

const number = String.raw`2\^[-+]?\d+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const form = new RegExp(String.raw`^(${number})\.\.(${number})(?:([*+/~])(${number}))?$`);

/** How a range is written, for errors. */
const rangeForms = "8..64 (whole numbers), 8..64+8, 8..64*2, 2^3..2^6 (powers of two), 0..1/5 (5 values), or 1..1000~4 (4 values, logarithmic)";

/** Whether a text is meant as a range: two dots, with a number before them. */
export function isRange(text: string): boolean {
  return new RegExp(String.raw`^\s*(${number})\s*\.\.`).test(text);
}

/** Reads a range. @throws {LnsimError} code "syntax". */
export function parseRange(text: string): Range {
  const match = form.exec(text.replaceAll(/\s/g, ""));
  if (match === null) throw new LnsimError({ code: "syntax", message: "this range cannot be read", found: text, expected: rangeForms });
  const [from, to, sign, by] = match.slice(1) as [string, string, string?, string?];
  const ends = { from: numberOf(from), to: numberOf(to) };
  if (sign === undefined) {
    const arePowers = from.startsWith("2^") && to.startsWith("2^");
    return { ...ends, steps: arePowers ? { kind: "multiply", by: 2 } : { kind: "add", by: 1 } };
  }
  const value = numberOf(by!);
  if (sign === "+") return { ...ends, steps: { kind: "add", by: value } };
  if (sign === "*") return { ...ends, steps: { kind: "multiply", by: value } };
  return { ...ends, steps: evenly(sign === "/" ? "linear" : "log", value) };
}

/** Values evenly spaced, or evenly spaced in their logarithms. */
export function evenly(kind: "linear" | "log", count: number): Range["steps"] {
  return kind === "linear" ? { kind, count } : { kind, count };
}

/**
 * The values of a range in ascending order.
 *
 * @param isWhole whether values between the ends are rounded to whole numbers, each once
 * @throws {LnsimError} code "invalid-value" for ends in the wrong order, steps that lead nowhere, and more than {@link mostLevels} values.
 */
export function rangeValues(range: Range, isWhole: boolean): readonly number[] {
  const { from, to, steps } = range;
  requireSense(range);
  if (steps.kind === "linear" || steps.kind === "log") {
    const values = Array.from({ length: steps.count }, (_, i) => between(range, i / (steps.count - 1)));
    return [...new Set(isWhole ? values.map(Math.round) : values)];
  }
  const values: number[] = [];
  const end = to + Math.abs(to) * 1e-12;
  for (let i = 0, next = from; next <= end; i++) {
    if (values.length === mostLevels) throw refused(`${from}..${to}`, `at most ${mostLevels} values`);
    values.push(next);
    next = rounded(steps.kind === "add" ? from + (i + 1) * steps.by : next * steps.by, 12);
  }
  return values;
}

function requireSense({ from, to, steps }: Range): void {
  const found = `${from}..${to}`;
  if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) throw refused(found, "the smaller end first");
  if (steps.kind === "add") {
    if (!(steps.by > 0)) throw refused(`${found}+${steps.by}`, "steps above 0");
  } else if (steps.kind === "multiply") {
    if (!(steps.by > 1) || !(from > 0)) throw refused(`${found}*${steps.by}`, "a start above 0, and a factor above 1");
  } else {
    if (!Number.isSafeInteger(steps.count) || steps.count < 2 || steps.count > mostLevels) throw refused(`${steps.count} values`, `2 to ${mostLevels} values`);
    if (steps.kind === "log" && !(from > 0)) throw refused(found, "a start above 0, since the values are logarithmic");
  }
}

/** The value at a share of the way, to 6 digits in a wide logarithmic range, which is to be read. The ends are as they are written. */
function between({ from, to, steps }: Range, share: number): number {
  if (share === 0 || share === 1) return share === 0 ? from : to;
  if (steps.kind === "log") return rounded(exp(log(from) + share * (log(to) - log(from))), to > 1.1 * from ? 6 : 12);
  return rounded(from + share * (to - from), 12);
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function numberOf(text: string): number {
  return text.startsWith("2^") ? powerOf(Number(text.slice(2))) : Number(text);
}

function powerOf(exponent: number): number {
  return Math.abs(exponent) <= 1000 ? 2 ** exponent : Number.NaN;
}

function refused(found: string, expected: string): LnsimError {
  return new LnsimError({ code: "invalid-value", message: "this range has no values to try", found, expected });
}

import { createCodes, LnsimError, nearestEven, type Codes, type NumberFormat } from "@lnsim/contracts";
import type { PluginSubject } from "./refusal.ts";

/** Written behind the last element: a format must not touch it. */
const guard = 0.75;

/**
 * Sends a few hundred values through a number format: codes are in range, nothing is written beyond the end, decoding
 * keeps order, and encoding a decoded value gives the same code.
 *
 * @throws {LnsimError} code "plugin-invalid" with the value that shows the fault; "plugin-failed" when it throws.
 */
export function checkFormatBehaviour(subject: PluginSubject, format: NumberFormat): void {
  const max = format.scaled ? 2.5 : 1;
  const values = sampleValues(format, max);
  const codes = encode(subject, format, values, max);
  const decoded = decode(subject, format, codes, max);
  const again = encode(subject, format, decoded, max);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (codes[i]! >= format.codeCount) throw fault(subject, `encode(${value})`, codes[i]!, `a code below ${format.codeCount}`);
    // NaN may stand for what overflows, for nothing else.
    const isWithin = Math.abs(value) <= format.range.largest * max;
    if (isWithin && Number.isNaN(decoded[i]!)) throw fault(subject, `decode(${codes[i]})`, decoded[i]!, "a number");
    if (again[i] !== codes[i]) throw fault(subject, `encode(decode(${codes[i]}))`, again[i]!, `${codes[i]}, the same code`);
    if (i > 0 && decoded[i]! < decoded[i - 1]!) {
      throw fault(subject, `the value stored for ${value}`, decoded[i]!, `at least ${decoded[i - 1]}, stored for ${values[i - 1]}`);
    }
  }
  checkZero(subject, format, max);
}

/** Ascending: both signs of a geometric series over the range and beyond it, zero between them. */
function sampleValues(format: NumberFormat, max: number): Float64Array {
  const count = 200;
  const values = new Float64Array(2 * count + 1);
  const { smallest, largest } = format.range;
  // A geometric series by repeated multiplication: the ratio is found by bisection, so that no pow is needed.
  let low = 1;
  let high = 4;
  for (let i = 0; i < 60; i++) {
    const ratio = (low + high) / 2;
    let top = smallest / 4;
    for (let k = 1; k < count; k++) top *= ratio;
    if (top < largest * 4) low = ratio;
    else high = ratio;
  }
  let magnitude = (smallest / 4) * max;
  for (let k = 1; k <= count; k++) {
    values[count + k] = magnitude;
    values[count - k] = -magnitude;
    magnitude *= low;
  }
  return values;
}

function checkZero(subject: PluginSubject, format: NumberFormat, max: number): void {
  const codes = encode(subject, format, new Float64Array([0, Number.NaN]), max);
  if (format.zeroCode === null) return;
  if (codes[0] !== format.zeroCode) throw fault(subject, "encode(0)", codes[0]!, `zeroCode, ${format.zeroCode}`);
  const [value] = decode(subject, format, codes.slice(0, 1), max);
  if (value !== 0) throw fault(subject, "decode(zeroCode)", value!, "0");
}

function encode(subject: PluginSubject, format: NumberFormat, values: Float64Array, max: number): Codes {
  const out = createCodes(format.bits, values.length + 1);
  out[values.length] = 1;
  guarded(subject, "encode", () => format.encode(values, max, nearestEven, out));
  if (out[values.length] !== 1) throw fault(subject, "encode() beyond the last value", out[values.length]!, "nothing written");
  return out.slice(0, values.length);
}

function decode(subject: PluginSubject, format: NumberFormat, codes: Codes, max: number): Float64Array {
  const out = new Float64Array(codes.length + 1);
  out[codes.length] = guard;
  guarded(subject, "decode", () => format.decode(codes, max, out));
  if (out[codes.length] !== guard) throw fault(subject, "decode() beyond the last code", out[codes.length]!, "nothing written");
  return out.slice(0, codes.length);
}

function guarded(subject: PluginSubject, what: string, call: () => void): void {
  try {
    call();
  } catch (cause) {
    throw new LnsimError({
      code: "plugin-failed",
      message: `plugin ${subject.name} failed in ${what}()`,
      path: subject.source,
      found: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

function fault(subject: PluginSubject, what: string, found: number, expected: string): LnsimError {
  return new LnsimError({
    code: "plugin-invalid",
    message: `plugin ${subject.name} is refused: ${what} breaks the contract of number formats`,
    path: subject.source,
    found: String(found),
    expected,
  });
}

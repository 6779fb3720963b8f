import { LnsimError } from "@lnsim/contracts";

const whole = String.raw`[+-]?\d+`;
const single = new RegExp(`^${whole}$`);
const range = new RegExp(String.raw`^(${whole})\.\.(${whole})(?::(\d+))?$`);
/** A list longer than this is a slip. */
const mostValues = 1000;

/** Whole numbers, negative ones too, with commas between them; A..B is every one from A to B, A..B:S every S-th. @throws {LnsimError} */
export function parseIntegers(flag: string, text: string): readonly number[] {
  const values = text.split(",").flatMap((part) => valuesOf(part.trim()) ?? [Number.NaN]);
  if (values.every(Number.isSafeInteger) && values.length <= mostValues) return values;
  throw new LnsimError({
    code: "syntax",
    message: `${flag} lists whole numbers`,
    path: flag,
    found: text,
    expected: "whole numbers such as 10,16,22, ranges such as 10..22, or with a step such as 10..22:2",
    ...(text.startsWith("-") && { remedy: `attach a list that starts with a minus sign: ${flag}=${text}` }),
  });
}

function valuesOf(part: string): readonly number[] | undefined {
  if (single.test(part)) return [Number(part)];
  const match = range.exec(part);
  if (match === null) return undefined;
  const [first, last, step] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  const length = Math.floor((last - first) / step) + 1;
  if (!(length >= 1 && length <= mostValues)) return undefined;
  return Array.from({ length }, (_, i) => first + i * step);
}

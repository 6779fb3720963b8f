import { LnsimError } from "@lnsim/contracts";

const power = /^2\^([+-]?\d{1,3})$/;

/** Numbers with commas between them, powers of two as 2^-7; 2^A..2^B is every power from one to the other. @throws {LnsimError} */
export function parsePowers(flag: string, text: string): readonly number[] {
  const values = text.split(",").flatMap((part) => valuesOf(part.trim()));
  if (values.every(Number.isFinite)) return values;
  throw new LnsimError({
    code: "syntax",
    message: `${flag} lists numbers`,
    path: flag,
    found: text,
    expected: "numbers and powers of two, such as 2^-4,0.01, or ranges of powers, such as 2^-4..2^-10",
  });
}

function valuesOf(part: string): readonly number[] {
  const ends = part.split("..").map(exponentOf);
  if (ends.length === 2) return powersBetween(ends[0]!, ends[1]!);
  if (!Number.isNaN(ends[0]!) && ends.length === 1) return [2 ** ends[0]!];
  return [part === "" ? Number.NaN : Number(part)];
}

/** The exponent of a power of two as it is written; NaN for anything else. */
function exponentOf(text: string): number {
  return Number(power.exec(text)?.[1] ?? Number.NaN);
}

function powersBetween(first: number, last: number): readonly number[] {
  if (Number.isNaN(first) || Number.isNaN(last)) return [Number.NaN];
  const direction = last < first ? -1 : 1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, i) => 2 ** (first + direction * i));
}

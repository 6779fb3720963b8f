import { LnsimError } from "@lnsim/contracts";

/** A whole number from 0, or Infinity for "all". @throws {LnsimError} code "syntax" for anything else. */
export function parseCount(flag: string, text: string): number {
  if (text === "all") return Infinity;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new LnsimError({ code: "syntax", message: `${flag} says how many`, path: flag, found: text, expected: "a whole number, or all" });
}

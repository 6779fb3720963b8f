import { LnsimError } from "@lnsim/contracts";

/** Whole numbers with commas between them. @throws {LnsimError} code "syntax" for anything else. */
export function parseNumbers(flag: string, text: string): readonly number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => /^\d+$/.test(part))) return parts.map(Number);
  throw new LnsimError({
    code: "syntax",
    message: `${flag} lists whole numbers`,
    path: flag,
    found: text,
    expected: "whole numbers with commas between them, such as 1,2,3",
  });
}

import type { NumberFormat } from "@lnsim/contracts";
import { examine, type Finding, type Verdict } from "../law.ts";
import { formatLaws } from "./laws.ts";
import { formatSubject, type FormatOptions } from "./subject.ts";

/** Holds every law of number formats against a format, one verdict a law. */
export function examineFormat(format: NumberFormat, options: FormatOptions = {}): readonly Verdict[] {
  return examine(formatLaws, formatSubject(format, options));
}

/** What a format breaks; empty where it keeps every law that says anything about it. */
export function checkFormat(format: NumberFormat, options: FormatOptions = {}): readonly Finding[] {
  return examineFormat(format, options).flatMap(({ findings }) => findings);
}

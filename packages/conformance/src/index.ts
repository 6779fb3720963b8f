export { checkFormat, examineFormat } from "./format/check-format.ts";
export { formatLaws } from "./format/laws.ts";
export type { FormatOptions, FormatSubject } from "./format/subject.ts";
export type { Breach, Finding, Law, Verdict } from "./law.ts";

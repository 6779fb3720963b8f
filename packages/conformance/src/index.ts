export { checkFormat, examineFormat } from "./format/check-format.ts";
export type { FormatOptions } from "./format/subject.ts";
export { laws, type LawDescription } from "./laws.ts";
export type { Breach, Finding, Law, Verdict } from "./law.ts";
export { checkOptimizer, examineOptimizer } from "./optimizer/check-optimizer.ts";
export type { OptimizerOptions } from "./optimizer/subject.ts";

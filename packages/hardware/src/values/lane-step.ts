import type { ExplainedSum, ExplainedTerm } from "./explanation.ts";
import type { LaneRegisters } from "./lane-registers.ts";

/** One lane as a vector passes: its sum in the accumulator before and after, and in exact arithmetic before. */
export interface LaneStep {
  readonly registers: LaneRegisters;
  readonly lane: number;
  readonly before: number;
  readonly after: number;
  readonly exact: number;
}

/** What is in the registers for a term of a lane. */
export function operandsOf({ registers: { left, right, vectorSize }, lane }: LaneStep, term: number): readonly [left: number, right: number] {
  return [left[lane * vectorSize + term]!, right[term]!];
}

/** The sums of a lane before and after its terms. */
export function sumsOf({ before, after, exact }: LaneStep, terms: readonly ExplainedTerm[], valueOf: (code: number) => number): { readonly before: ExplainedSum; readonly after: ExplainedSum } {
  const sum = (code: number, exactly: number): ExplainedSum => ({ code, value: valueOf(code), exact: exactly, error: valueOf(code) - exactly });
  return { before: sum(before, exact), after: sum(after, terms.reduce((total, term) => total + term.exact, exact)) };
}

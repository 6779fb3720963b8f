import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { enteringSum } from "../systolic/values/fixed-term.ts";
import type { OperandMeaning } from "./explain-vector.ts";
import type { ExplainedBin, ExplainedLane, ExplainedTerm } from "./explanation.ts";
import { operandsOf, sumsOf, type LaneStep } from "./lane-step.ts";

/** A term with the integers that it is made of. */
interface FixedTerm extends ExplainedTerm {
  /** In units of 2^-fractionBits product units: what is left after the cut, and the constant behind it. */
  readonly kept: number;
  readonly constant: number;
}

/** One lane of a fixed-accumulate datapath. */
export function explainFixed(datapath: FixedAccumulateDatapath, meaning: OperandMeaning, step: LaneStep): ExplainedLane {
  const { lane, registers, before, after } = step;
  const terms = Array.from({ length: registers.terms }, (_, term) => termOf(datapath, meaning, operandsOf(step, term)));
  const entering = enteringVectors(datapath, terms);
  return {
    lane,
    terms: terms.map(({ kept: _, constant: _constant, ...term }) => term),
    bins: binsOf(datapath, terms),
    vector: datapath.accumulator === "wide" ? null : { value: terms.reduce((sum, { value }) => sum + value, 0), entering: entering * lsbOf(datapath) },
    ...sumsOf(step, terms, (code) => code * lsbOf(datapath)),
    overflow: typeof datapath.accumulator === "string" || before + entering === after ? null : datapath.accumulator.overflow === "saturate" ? "saturated" : "wrapped",
    drops: terms.filter(({ dropped }) => dropped !== 0).length,
  };
}

/** Value of a term of 1, and of a sum of 1. */
function unitOf({ productUnit, fractionBits }: FixedAccumulateDatapath): number {
  return productUnit * 2 ** -fractionBits;
}

function lsbOf({ accumulator, productUnit }: FixedAccumulateDatapath): number {
  if (accumulator === "binary32") return 1;
  return accumulator === "wide" ? productUnit : productUnit * 2 ** accumulator.lsb;
}

function termOf(datapath: FixedAccumulateDatapath, { leftValues, rightValues, exponentOf }: OperandMeaning, [left, right]: readonly [number, number]): FixedTerm {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits, accumulator } = datapath;
  const index = leftClass[left]! * rightCodeCount + right;
  const whole = leftFactor[left]! * head[index]!;
  const cut = 2 ** cutBits;
  const kept = accumulator === "wide" || cutBits === 0 ? whole : Math.trunc(whole / cut) * cut;
  const constant = tail === null ? 1 : tail[index]!;
  const unit = unitOf(datapath);
  const [leftValue, rightValue] = [leftValues![left]!, rightValues![right]!];
  const exact = leftValue * rightValue;
  return {
    left,
    right,
    leftValue,
    rightValue,
    exponent: exact === 0 || exponentOf === null ? null : exponentOf(Math.abs(exact)),
    exact,
    value: kept * constant * unit,
    dropped: (whole - kept) * constant * unit,
    kept,
    constant,
  };
}

/** What all vectors of the datapath in this one of the PE add to the accumulator. */
function enteringVectors(datapath: FixedAccumulateDatapath, terms: readonly FixedTerm[]): number {
  let entering = 0;
  for (let first = 0; first < terms.length; first += datapath.vectorSize) {
    let vector = 0;
    for (const { kept, constant } of terms.slice(first, first + datapath.vectorSize)) vector += kept * constant;
    entering += enteringSum(datapath, vector);
  }
  return entering;
}

/**
 * Where a cut comes between a shift and its constant, bins hold shifted terms as they were cut. Where nothing is cut, shift and constant
 * are told apart by the term's octave; where the cut comes behind the constant, there is one in every lane, and no bin.
 */
function binsOf(datapath: FixedAccumulateDatapath, terms: readonly FixedTerm[]): readonly ExplainedBin[] {
  const { tail, cutBits, classes } = datapath;
  if (classes === 1 || (tail === null && cutBits > 0)) return [];
  const bins = new Map<number, { terms: number; shifted: number; constant: number }>();
  for (const { kept, constant, exponent } of terms) {
    if (exponent === null) continue;
    const octave = 2 ** exponent.quotient;
    const own = tail === null ? Math.abs(kept) / octave : constant;
    const bin = bins.get(exponent.remainder) ?? { terms: 0, shifted: 0, constant: own };
    bins.set(exponent.remainder, { terms: bin.terms + 1, shifted: bin.shifted + (tail === null ? Math.sign(kept) * octave : kept), constant: own });
  }
  const unit = unitOf(datapath);
  return [...bins].sort(([a], [b]) => a - b).map(([remainder, bin]) => ({ remainder, ...bin, value: bin.shifted * bin.constant * unit }));
}

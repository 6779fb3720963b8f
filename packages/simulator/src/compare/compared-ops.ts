import { outermostBytes } from "../result/outermost-bytes.ts";
import type { RunResult } from "../result/run-result.ts";

type OpCycles = NonNullable<RunResult["cycles"]>["byOp"][number];

/** What one result says of an op. */
export interface OpFigures {
  readonly cycles: number;
  readonly lowerBound: number;
  readonly macs: number;
  readonly utilisation: number;
  readonly bound: string;
  /** To and from the outermost memory. */
  readonly bytes: number;
}

/** An op in both results, or in one of them; null where it is not. */
export interface ComparedOp {
  readonly name: string;
  readonly pass: string;
  readonly a: OpFigures | null;
  readonly b: OpFigures | null;
  /** Cycles of b / cycles of a; null where one is missing or 0. */
  readonly ratio: number | null;
}

/** Ops by name: those of a in order, then those that only b has. */
export function comparedOps(ofA: readonly OpCycles[], ofB: readonly OpCycles[]): readonly ComparedOp[] {
  const known = new Map(ofB.map((op) => [op.name, op]));
  const names = new Set(ofA.map(({ name }) => name));
  const shared = ofA.map((op) => compared(op, known.get(op.name)));
  return [...shared, ...ofB.filter(({ name }) => !names.has(name)).map((op) => compared(undefined, op))];
}

function compared(a: OpCycles | undefined, b: OpCycles | undefined): ComparedOp {
  const { name, pass } = (a ?? b)!;
  const ratio = a === undefined || b === undefined || a.cycles === 0 ? null : b.cycles / a.cycles;
  return { name, pass, a: figuresOf(a), b: figuresOf(b), ratio };
}

function figuresOf(op: OpCycles | undefined): OpFigures | null {
  if (op === undefined) return null;
  const { cycles, lowerBound, macs, utilisation, bound, traffic } = op;
  return { cycles, lowerBound: lowerBound.cycles, macs, utilisation, bound, bytes: outermostBytes(traffic) };
}

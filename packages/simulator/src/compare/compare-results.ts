import { LnsimError } from "@lnsim/contracts";
import type { RunResult } from "../result/run-result.ts";
import { comparedOps, type ComparedOp } from "./compared-ops.ts";

/** The same figure of two results; null where a result has none. */
export interface Pair {
  readonly a: number | null;
  readonly b: number | null;
  /** b / a; null where one of them has none, or a is 0. */
  readonly ratio: number | null;
}

/** What a result is of. */
export interface ComparedRun {
  readonly machine: string;
  readonly machineHash: string;
  /** What --set changed, as `path=value`. */
  readonly changes: readonly string[];
  /** Format of the weights. */
  readonly format: string;
  readonly trace: string;
  readonly traceHash: string;
  readonly batch: number;
  /** Passes that were timed; null for all. */
  readonly passes: readonly string[] | null;
}

/** Two results side by side. Cycles and bytes are those of a full-batch step, energy and seconds of all steps. */
export interface Comparison {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  /** Whether both ran the same steps of the same trace, so that their totals can be held against each other. */
  readonly sameWork: boolean;
  readonly totals: {
    readonly cycles: Pair;
    readonly lowerBound: Pair;
    readonly allCycles: Pair;
    readonly bytes: Pair;
    readonly macs: Pair;
    readonly energyPj: Pair;
    readonly dynamicPj: Pair;
    readonly staticPj: Pair;
    readonly seconds: Pair;
    readonly testAccuracy: Pair;
  };
  /** Cycles by pass, of either. */
  readonly byPass: { readonly [pass: string]: Pair };
  /** By name, in the order of the steps: those of a, then those that only b has. */
  readonly ops: readonly ComparedOp[];
}

/**
 * Two results side by side, op by op.
 *
 * @throws {LnsimError} code "missing-value" for a result without cycles.
 */
export function compareResults(a: RunResult, b: RunResult): Comparison {
  const [ofA, ofB] = [requireCycles(a, "the first result"), requireCycles(b, "the second result")];
  const ops = comparedOps(ofA.byOp, ofB.byOp);
  const energy = (of: (energy: NonNullable<RunResult["energy"]>) => number): Pair => pair(a.energy === null ? null : of(a.energy), b.energy === null ? null : of(b.energy));
  const passes = [...new Set([...Object.keys(ofA.byPass), ...Object.keys(ofB.byPass)])];
  return {
    a: describe(a),
    b: describe(b),
    sameWork: JSON.stringify([a.trace.hash, a.trace.replayed, a.trace.passes]) === JSON.stringify([b.trace.hash, b.trace.replayed, b.trace.passes]),
    totals: {
      cycles: pair(ofA.perStep, ofB.perStep),
      lowerBound: pair(ofA.lowerBound.cycles, ofB.lowerBound.cycles),
      allCycles: pair(ofA.total, ofB.total),
      bytes: pair(sumOf(ops, "a", "bytes"), sumOf(ops, "b", "bytes")),
      macs: pair(sumOf(ops, "a", "macs"), sumOf(ops, "b", "macs")),
      energyPj: energy(({ totalPj }) => totalPj),
      dynamicPj: energy(({ dynamicPj }) => dynamicPj.high),
      staticPj: energy(({ staticPj }) => staticPj),
      seconds: energy(({ seconds }) => seconds),
      testAccuracy: pair(a.accuracy?.testAccuracy ?? null, b.accuracy?.testAccuracy ?? null),
    },
    byPass: Object.fromEntries(passes.map((pass) => [pass, pair(ofA.byPass[pass]?.cycles ?? null, ofB.byPass[pass]?.cycles ?? null)])),
    ops,
  };
}

/** Two figures and their ratio. */
export function pair(a: number | null, b: number | null): Pair {
  return { a, b, ratio: a === null || b === null || a === 0 ? null : b / a };
}

function sumOf(ops: readonly ComparedOp[], side: "a" | "b", figure: "bytes" | "macs"): number {
  return ops.reduce((sum, op) => sum + (op[side]?.[figure] ?? 0), 0);
}

function requireCycles(result: RunResult, which: string): NonNullable<RunResult["cycles"]> {
  if (result.cycles !== null) return result.cycles;
  throw new LnsimError({
    code: "missing-value",
    message: `${which} has no cycles to compare: ${result.cyclesReason ?? ""}`,
    path: result.machine.name,
    remedy: "compare runs with --timing on",
  });
}

function describe({ machine, trace }: RunResult): ComparedRun {
  return {
    machine: machine.name,
    machineHash: machine.hash,
    changes: machine.changes.map(({ path, to }) => `${path}=${String(to)}`),
    format: machine.formats["weights"]?.name ?? "",
    trace: trace.name,
    traceHash: trace.hash,
    batch: trace.batchSize,
    passes: trace.passes,
  };
}

import type { BlockTiming, Bound, MacActivity, OpTiming, PassTiming, StepTiming, TimingTerm } from "@lnsim/hardware";
import type { StepShape } from "@lnsim/trace";
import type { RunResult } from "../result/run-result.ts";
import { untimedWork } from "./untimed.ts";

type Cycles = NonNullable<RunResult["cycles"]>;

/** A distinct step as it was timed, and how often it is replayed. */
export interface TimedShape {
  readonly batch: number;
  readonly count: number;
  readonly timing: StepTiming;
}

/** Where the cycles went; details are those of the first shape, the full batch, whose ops are those of `fullShape`. */
export function cyclesOf(shapes: readonly TimedShape[], fullShape: StepShape): Cycles {
  const { timing: full } = shapes[0]!;
  return {
    total: shapes.reduce((sum, { count, timing }) => sum + count * timing.cycles, 0),
    perStep: full.cycles,
    byPass: Object.fromEntries(full.passes.map((pass) => [pass.pass, passCycles(pass, full.ops)])),
    byOp: full.ops.map(opCycles),
    byBlock: full.blocks.map(blockCycles),
    byStepShape: shapes.map(({ batch, count, timing }) => ({ batch, count, cycles: timing.cycles, macs: macsOf(timing) })),
    untimed: untimedWork(fullShape),
  };
}

/** Multiply-accumulates that a step asks for. */
function macsOf({ ops }: StepTiming): number {
  return ops.reduce((sum, { macs }) => sum + macs, 0);
}

function opCycles(timing: OpTiming): Cycles["byOp"][number] {
  const { op, boundBy, closedFormCycles } = timing;
  return {
    name: op.name,
    pass: op.pass,
    ...effort(timing),
    terms: sumTerms([timing.terms]),
    bound: boundBy,
    gemm: op.kind === "gemm" ? { m: op.m, n: op.n, k: op.k } : null,
    closedForm: closedFormCycles,
  };
}

function passCycles(pass: PassTiming, all: readonly OpTiming[]): Cycles["byPass"][string] {
  const ops = all.filter(({ op }) => op.pass === pass.pass);
  return { ...effort(pass), terms: sumTerms(ops.map(({ terms }) => terms)), bound: mainBound(ops) };
}

function effort(timing: OpTiming | PassTiming) {
  const { cycles, macs, issuedSlots, utilisation, activity } = timing;
  return { cycles, macs, issuedSlots, utilisation, ...spent(activity) };
}

function spent({ workCycles, stallCycles, idleCycles }: MacActivity) {
  return { work: workCycles, stalls: { ...stallCycles } as { readonly [cause: string]: number }, idle: idleCycles };
}

/** Terms of several ops by name, in the order in which they first occur. */
function sumTerms(all: readonly (readonly TimingTerm[])[]): { readonly [name: string]: number } {
  const sums: Record<string, number> = {};
  for (const { name, cycles } of all.flat()) sums[name] = (sums[name] ?? 0) + cycles;
  return sums;
}

/** What bounds the ops that take most of the cycles. */
function mainBound(ops: readonly OpTiming[]): Bound {
  const cycles = new Map<Bound, number>();
  for (const op of ops) cycles.set(op.boundBy, (cycles.get(op.boundBy) ?? 0) + op.cycles);
  return [...cycles].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

function blockCycles({ block, activities }: BlockTiming): Cycles["byBlock"][number] {
  const byName = (kind: "work" | "stall"): { readonly [name: string]: number } => {
    const sums: Record<string, number> = {};
    for (const activity of activities) {
      if (activity.class !== kind || activity.cycles === 0) continue;
      const name = kind === "stall" ? (activity.cause ?? activity.name) : activity.name;
      sums[name] = (sums[name] ?? 0) + activity.cycles;
    }
    return sums;
  };
  const idle = activities.filter((activity) => activity.class === "idle").reduce((sum, { cycles }) => sum + cycles, 0);
  return { block, work: byName("work"), stalls: byName("stall"), idle };
}

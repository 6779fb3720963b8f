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
    byOp: groupedByName(full.ops).map(opCycles),
    byBlock: full.blocks.map(blockCycles),
    byStepShape: shapes.map(({ batch, count, timing }) => ({ batch, count, cycles: timing.cycles, macs: macsOf(timing) })),
    untimed: untimedWork(fullShape),
  };
}

/** Multiply-accumulates that a step asks for. */
function macsOf({ ops }: StepTiming): number {
  return ops.reduce((sum, { macs }) => sum + macs, 0);
}

/** Neighbours that are the products of one op of the trace, which are called name[0], name[1], ... */
function groupedByName(ops: readonly OpTiming[]): readonly (readonly OpTiming[])[] {
  const groups: OpTiming[][] = [];
  for (const timing of ops) {
    const last = groups.at(-1);
    if (last !== undefined && nameOf(last[0]!) === nameOf(timing)) last.push(timing);
    else groups.push([timing]);
  }
  return groups;
}

function nameOf({ op }: OpTiming): string {
  return op.name.replace(/\[\d+\]$/, "");
}

function opCycles(products: readonly OpTiming[]): Cycles["byOp"][number] {
  const first = products[0]!;
  const total = (of: (timing: OpTiming) => number): number => products.reduce((sum, timing) => sum + of(timing), 0);
  const cycles = total((timing) => timing.cycles);
  return {
    name: nameOf(first),
    pass: first.op.pass,
    cycles,
    macs: total(({ macs }) => macs),
    issuedSlots: total(({ issuedSlots }) => issuedSlots),
    utilisation: cycles === 0 ? 0 : total((timing) => timing.utilisation * timing.cycles) / cycles,
    work: total(({ activity }) => activity.workCycles),
    stalls: sumCounts(products.map(({ activity }) => activity.stallCycles)),
    idle: total(({ activity }) => activity.idleCycles),
    terms: sumTerms(products.map(({ terms }) => terms)),
    bound: mainBound(products),
    gemms: shapesOf(products),
    closedForm: total(({ closedFormCycles }) => closedFormCycles),
  };
}

/** The shapes of several products, equal neighbours counted together. */
function shapesOf(products: readonly OpTiming[]): Cycles["byOp"][number]["gemms"] {
  const shapes: { m: number; n: number; k: number; count: number }[] = [];
  for (const { op } of products) {
    if (op.kind !== "gemm") continue;
    const { m, n, k } = op;
    const last = shapes.at(-1);
    if (last !== undefined && last.m === m && last.n === n && last.k === k) last.count++;
    else shapes.push({ m, n, k, count: 1 });
  }
  return shapes;
}

function sumCounts(all: readonly { readonly [name: string]: number }[]): { readonly [name: string]: number } {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

function passCycles(pass: PassTiming, all: readonly OpTiming[]): Cycles["byPass"][string] {
  const ops = all.filter(({ op }) => op.pass === pass.pass);
  return { ...effort(pass), terms: sumTerms(ops.map(({ terms }) => terms)), bound: mainBound(ops) };
}

function effort(timing: PassTiming) {
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

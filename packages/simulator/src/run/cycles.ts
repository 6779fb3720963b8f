import type { BlockTiming, MacActivity, OpTiming, PassTiming, StepTiming } from "@lnsim/hardware";
import { usefulMacs, type StepShape } from "@lnsim/trace";
import type { RunResult } from "../result/run-result.ts";
import { opCycles } from "./op-cycles.ts";
import { mainBound, sumTerms } from "./op-sums.ts";

type Cycles = NonNullable<RunResult["cycles"]>;

/** A distinct step as it was timed, and how often it is replayed. */
export interface TimedShape {
  readonly shape: StepShape;
  readonly count: number;
  readonly timing: StepTiming;
}

/** Where the cycles went; details are those of the first shape, the full batch. */
export function cyclesOf(shapes: readonly TimedShape[]): Cycles {
  const { timing: full, shape: fullShape } = shapes[0]!;
  const byOp = opCycles(full.ops, fullShape);
  return {
    total: shapes.reduce((sum, { count, timing }) => sum + count * timing.cycles, 0),
    perStep: full.cycles,
    byPass: Object.fromEntries(full.passes.map((pass) => [pass.pass, passCycles(pass, full.ops, byOp)])),
    byOp,
    byBlock: full.blocks.map(blockCycles),
    byStepShape: shapes.map(({ shape, count, timing }) => ({ batch: shape.batch, count, cycles: timing.cycles, macs: macsOf(shape) })),
  };
}

/** Multiply-accumulates that a step asks for. */
function macsOf({ ops }: StepShape): number {
  return ops.reduce((sum, op) => sum + usefulMacs(op), 0);
}

function passCycles(pass: PassTiming, all: readonly OpTiming[], byOp: Cycles["byOp"]): Cycles["byPass"][string] {
  const ops = all.filter(({ op }) => op.pass === pass.pass);
  const own = byOp.filter((op) => op.pass === pass.pass);
  return {
    ...effort(pass),
    macs: own.reduce((sum, { macs }) => sum + macs, 0),
    utilisation: pass.cycles === 0 ? 0 : own.reduce((sum, op) => sum + op.utilisation * op.cycles, 0) / pass.cycles,
    terms: sumTerms(ops.map(({ terms }) => terms)),
    bound: mainBound(ops),
  };
}

function effort(timing: PassTiming) {
  const { cycles, issuedSlots, activity } = timing;
  return { cycles, issuedSlots, ...spent(activity) };
}

function spent({ workCycles, stallCycles, idleCycles }: MacActivity) {
  return { work: workCycles, stalls: { ...stallCycles } as { readonly [cause: string]: number }, idle: idleCycles };
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

import { passes, type BlockTiming, type MachineTiming, type Op } from "@lnsim/hardware";
import { usefulMacs, type StepShape } from "@lnsim/trace";
import { boundingBytes, outermostLevel } from "../result/outermost-bytes.ts";
import type { RunResult } from "../result/run-result.ts";
import { opCycles } from "./op-cycles.ts";
import { mainBound, sumCounts } from "./op-sums.ts";

type Cycles = NonNullable<RunResult["cycles"]>;
type OpCycles = Cycles["byOp"][number];

/** A distinct step as it was timed, and how often it is replayed. */
export interface TimedShape {
  readonly shape: StepShape;
  readonly count: number;
  /** As the machine was asked for it. */
  readonly ops: readonly Op[];
  readonly timing: MachineTiming;
}

/** Where the cycles went; details are those of the first shape, the full batch. */
export function cyclesOf(shapes: readonly TimedShape[]): Cycles {
  const { timing: full, shape: fullShape } = shapes[0]!;
  const byOp = opCycles(full.ops, fullShape);
  const occurring = passes.filter((pass) => byOp.some((op) => op.pass === pass));
  return {
    total: shapes.reduce((sum, { count, timing }) => sum + count * timing.cycles, 0),
    perStep: full.cycles,
    lowerBound: stepBound(full, byOp),
    peak: full.peak,
    byPass: Object.fromEntries(occurring.map((pass) => [pass, passCycles(byOp.filter((op) => op.pass === pass))])),
    byOp,
    byBlock: full.blocks.map(blockCycles),
    byStepShape: shapes.map(({ shape, count, timing }) => ({ batch: shape.batch, count, cycles: timing.cycles, macs: macsOf(shape) })),
  };
}

/** Multiply-accumulates that a step asks for. */
function macsOf({ ops }: StepShape): number {
  return ops.reduce((sum, op) => sum + usefulMacs(op), 0);
}

/** What the whole step cannot be below: all its multiply-accumulates, or all the bytes of its outermost memory. */
function stepBound({ peak, ops, traffic }: MachineTiming, byOp: readonly OpCycles[]): Cycles["lowerBound"] {
  const macs = ops.reduce((sum, op) => sum + op.macs, 0);
  const bytes = boundingBytes(traffic);
  const bounds = [
    { by: "multiply-accumulates", cycles: Math.ceil(macs / peak.macsPerCycle) },
    { by: `bytes of ${outermostLevel(traffic)}`, cycles: peak.memoryBytesPerCycle === null ? 0 : Math.ceil(bytes / peak.memoryBytesPerCycle) },
  ];
  return byOp.length === 0 ? { cycles: 0, by: "nothing to do" } : bounds.reduce((most, bound) => (bound.cycles > most.cycles ? bound : most));
}

function passCycles(ops: readonly OpCycles[]): Cycles["byPass"][string] {
  const sum = (of: (op: OpCycles) => number): number => ops.reduce((total, op) => total + of(op), 0);
  const cycles = sum((op) => op.cycles);
  return {
    cycles,
    macs: sum(({ macs }) => macs),
    issuedSlots: sum(({ issuedSlots }) => issuedSlots),
    utilisation: cycles === 0 ? 0 : sum((op) => op.utilisation * op.cycles) / cycles,
    work: sum(({ work }) => work),
    stalls: sumCounts(ops.map(({ stalls }) => stalls)),
    idle: sum(({ idle }) => idle),
    terms: sumCounts(ops.map(({ terms }) => terms)),
    bound: mainBound(ops),
  };
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

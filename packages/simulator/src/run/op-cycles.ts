import type { OpTiming } from "@lnsim/hardware";
import { usefulMacs, type StepShape } from "@lnsim/trace";
import type { RunResult } from "../result/run-result.ts";
import { mainBound, sumCounts, sumTerms } from "./op-sums.ts";

type OpCycles = NonNullable<RunResult["cycles"]>["byOp"][number];

/** The ops of a step as the trace has them, each with all its products; MACs are those that the trace asks for. */
export function opCycles(ops: readonly OpTiming[], shape: StepShape): readonly OpCycles[] {
  const asked = new Map(shape.ops.map((op) => [op.name, usefulMacs(op)]));
  return groupedByName(ops).map((products) => cyclesOfOp(products, asked.get(nameOf(products[0]!))));
}

/** Neighbours that one op of the trace has become: products and passes, which are called name[0], name[quantise], ... */
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
  return op.name.replace(/(\[[^\]]*\])+$/, "");
}

function cyclesOfOp(products: readonly OpTiming[], asked: number | undefined): OpCycles {
  const first = products[0]!;
  const total = (of: (timing: OpTiming) => number): number => products.reduce((sum, timing) => sum + of(timing), 0);
  const cycles = total((timing) => timing.cycles);
  const issued = total((timing) => timing.macs);
  const macs = asked ?? issued;
  return {
    name: nameOf(first),
    pass: first.op.pass,
    cycles,
    macs,
    issuedSlots: total(({ issuedSlots }) => issuedSlots),
    utilisation: cycles === 0 || issued === 0 ? 0 : (total((timing) => timing.utilisation * timing.cycles) / cycles) * (macs / issued),
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
function shapesOf(products: readonly OpTiming[]): OpCycles["gemms"] {
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

import type { TimedOp } from "@lnsim/hardware";
import { usefulMacs, type StepShape } from "@lnsim/trace";
import type { RunResult } from "../result/run-result.ts";
import { mainBound, sumCounts } from "./op-sums.ts";

type OpCycles = NonNullable<RunResult["cycles"]>["byOp"][number];

/** The ops of a step as the trace has them, each with all its products and passes; MACs are those that the trace asks for. */
export function opCycles(ops: readonly TimedOp[], shape: StepShape): readonly OpCycles[] {
  const asked = new Map(shape.ops.map((op) => [op.name, usefulMacs(op)]));
  return groupedByName(ops).map((parts) => cyclesOfOp(parts, asked.get(nameOf(parts[0]!))));
}

/** Neighbours that one op of the trace has become: products and passes, which are called name[0], name[quantise], ... */
function groupedByName(ops: readonly TimedOp[]): readonly (readonly TimedOp[])[] {
  const groups: TimedOp[][] = [];
  for (const timing of ops) {
    const last = groups.at(-1);
    if (last !== undefined && nameOf(last[0]!) === nameOf(timing)) last.push(timing);
    else groups.push([timing]);
  }
  return groups;
}

function nameOf({ op }: TimedOp): string {
  return op.name.replace(/(\[[^\]]*\])+$/, "");
}

function cyclesOfOp(parts: readonly TimedOp[], asked: number | undefined): OpCycles {
  const first = parts[0]!;
  const total = (of: (timing: TimedOp) => number): number => parts.reduce((sum, timing) => sum + of(timing), 0);
  const cycles = total((timing) => timing.cycles);
  const issued = total((timing) => timing.macs);
  const macs = issued === 0 ? 0 : (asked ?? issued);
  return {
    name: nameOf(first),
    pass: first.op.pass,
    cycles,
    macs,
    issuedSlots: total(({ issuedSlots }) => issuedSlots),
    utilisation: cycles === 0 || issued === 0 ? 0 : (total((timing) => timing.utilisation * timing.cycles) / cycles) * (macs / issued),
    work: total(({ work }) => work),
    stalls: sumCounts(parts.map(({ stalls }) => stalls)),
    idle: total(({ idle }) => idle),
    terms: sumCounts(parts.map(({ terms }) => terms)),
    bound: mainBound(parts),
    lowerBound: lowerBoundOf(parts),
    gemms: shapesOf(parts),
    closedForm: parts.some(({ closedForm }) => closedForm === null) ? null : total(({ closedForm }) => closedForm!),
    traffic: trafficOf(parts),
  };
}

/** Parts of an op follow each other: their bounds add up; what bounds the largest part is named. */
function lowerBoundOf(parts: readonly TimedOp[]): OpCycles["lowerBound"] {
  const cycles = parts.reduce((sum, { lowerBound }) => sum + lowerBound.cycles, 0);
  const largest = parts.reduce((most, part) => (part.lowerBound.cycles > most.lowerBound.cycles ? part : most));
  return { cycles, by: largest.lowerBound.by };
}

function trafficOf(parts: readonly TimedOp[]): OpCycles["traffic"] {
  const sums: { [level: string]: { readBytes: number; writeBytes: number } } = {};
  for (const [level, { readBytes, writeBytes }] of parts.flatMap(({ traffic }) => Object.entries(traffic))) {
    const sum = (sums[level] ??= { readBytes: 0, writeBytes: 0 });
    sum.readBytes += readBytes;
    sum.writeBytes += writeBytes;
  }
  return sums;
}

/** The shapes of several products, equal neighbours counted together. */
function shapesOf(parts: readonly TimedOp[]): OpCycles["gemms"] {
  const shapes: { m: number; n: number; k: number; count: number }[] = [];
  for (const { op } of parts) {
    if (op.kind !== "gemm") continue;
    const { m, n, k, count = 1 } = op;
    const last = shapes.at(-1);
    if (last !== undefined && last.m === m && last.n === n && last.k === k) last.count += count;
    else shapes.push({ m, n, k, count });
  }
  return shapes;
}

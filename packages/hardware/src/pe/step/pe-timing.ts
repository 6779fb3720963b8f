import { bytesRead, bytesWritten } from "../accounting/action-counts.ts";
import type { Traffic } from "../accounting/traffic.ts";
import type { PeDescription } from "../../description/description.ts";
import type { OpTiming, StepTiming } from "./timing.ts";
import type { Op } from "../../workload/operation.ts";
import type { LowerBound, MachineTiming, TimedOp, TrafficByLevel } from "../../timing/machine-timing.ts";
import { sumTraffic } from "../../timing/sum-traffic.ts";

/** What a step on one PE took, in the terms of all machines: ops of several products are put together again. */
export function peTiming(description: PeDescription, ops: readonly Op[], step: StepTiming): MachineTiming {
  const { memory } = description;
  const macsPerCycle = description.pe.lanes * description.pe.vectorSize;
  let next = 0;
  const timed = ops.map((op): TimedOp => {
    const count = op.kind === "gemm" ? (op.count ?? 1) : 1;
    const products = step.ops.slice(next, next + count);
    next += count;
    return timedOp(description, op, products, macsPerCycle);
  });
  return {
    cycles: step.cycles,
    ops: timed,
    blocks: step.blocks,
    actions: step.actions,
    traffic: sumTraffic(timed.map(({ traffic }) => traffic)),
    peak: { macsPerCycle, memoryBytesPerCycle: memory.readBytesPerCycle },
    simulation: { ...step.simulation, skipped: { loops: step.simulation.fastForwardedCycles }, stoppedBy: {} },
  };
}

function timedOp(description: PeDescription, op: Op, products: readonly OpTiming[], macsPerCycle: number): TimedOp {
  const sum = (of: (product: OpTiming) => number): number => products.reduce((total, product) => total + of(product), 0);
  const cycles = sum((product) => product.cycles);
  const macs = sum((product) => product.macs);
  const traffic = sumTraffic(products.map((product) => trafficByLevel(product.traffic)));
  return {
    op,
    cycles,
    retiredAt: products.at(-1)!.retiredAt,
    work: sum(({ activity }) => activity.workCycles),
    stalls: sumByName(products.map(({ activity }) => Object.entries(activity.stallCycles) as [string, number][])),
    idle: sum(({ activity }) => activity.idleCycles),
    macs,
    issuedSlots: sum((product) => product.issuedSlots),
    utilisation: cycles === 0 ? 0 : macs / (cycles * macsPerCycle),
    bound: mainBound(products),
    lowerBound: lowerBoundOf(description, { op, macs, macsPerCycle, traffic }),
    closedForm: sum((product) => product.closedFormCycles),
    terms: sumByName(products.map(({ terms }) => terms.map(({ name, cycles: count }) => [name, count] as const))),
    traffic,
  };
}

interface OpWork {
  readonly op: Op;
  readonly macs: number;
  readonly macsPerCycle: number;
  readonly traffic: TrafficByLevel;
}

function lowerBoundOf({ memory, update, ppu }: PeDescription, { op, macs, macsPerCycle, traffic }: OpWork): LowerBound {
  const { readBytes, writeBytes } = traffic["memory"]!;
  const unit = op.kind === "update" ? update.elementsPerCycle : ppu.width;
  const bounds: readonly LowerBound[] = [
    { by: "multiply-accumulates", cycles: Math.ceil(macs / macsPerCycle) },
    { by: "bytes read", cycles: Math.ceil(readBytes / memory.readBytesPerCycle) },
    { by: "bytes written", cycles: Math.ceil(writeBytes / memory.writeBytesPerCycle) },
    { by: op.kind === "update" ? "update" : "PPU", cycles: op.kind === "gemm" ? 0 : Math.ceil(op.elements / unit) },
  ];
  return bounds.reduce((most, bound) => (bound.cycles > most.cycles ? bound : most));
}

/** Bytes by memory level and direction; what memory moves is told apart by purpose. */
function trafficByLevel(traffic: Traffic): TrafficByLevel {
  const { bufferARead, bufferAWrite, bufferBRead, bufferBWrite, ...parts } = traffic;
  return {
    memory: { readBytes: bytesRead(traffic), writeBytes: bytesWritten(traffic), parts },
    bufferA: { readBytes: bufferARead, writeBytes: bufferAWrite, parts: {} },
    bufferB: { readBytes: bufferBRead, writeBytes: bufferBWrite, parts: {} },
  };
}

function sumByName(all: readonly (readonly (readonly [string, number])[])[]): { readonly [name: string]: number } {
  const sums: { [name: string]: number } = {};
  for (const [name, count] of all.flat()) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** What bounds the products that take most of the cycles. */
function mainBound(products: readonly OpTiming[]): string {
  const cycles = new Map<string, number>();
  for (const product of products) cycles.set(product.boundBy, (cycles.get(product.boundBy) ?? 0) + product.cycles);
  return [...cycles].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

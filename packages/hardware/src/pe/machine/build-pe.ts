import { MachineBuilder, type ExactMode, type Kernel } from "@lnsim/kernel";
import { bufferA } from "../blocks/buffer-a/block.ts";
import { bufferB } from "../blocks/buffer-b/block.ts";
import { collector } from "../blocks/collector/block.ts";
import { laneRegisters } from "../blocks/lane-registers/block.ts";
import { memory } from "../blocks/memory/block.ts";
import { ppu } from "../blocks/ppu/block.ts";
import { passTable } from "../blocks/ppu/pass-table.ts";
import { operationFields, opKinds } from "../blocks/sequencer/program.ts";
import { sequencer } from "../blocks/sequencer/block.ts";
import { tableAt } from "../blocks/sequencer/state.ts";
import { updateUnit } from "../blocks/update-unit/block.ts";
import { vectorMac } from "../blocks/vector-mac/block.ts";
import { drainRowCycles } from "../closed-form/drain-waits.ts";
import type { PeDescription } from "../../description/description.ts";
import { linkPe } from "./links.ts";
import type { PeBlocks } from "./pe-blocks.ts";
import type { Program } from "./program.ts";

/** A PE ready to run one program. */
export interface Pe {
  readonly kernel: Kernel;
  readonly blocks: PeBlocks;
}

/** Options of {@link buildPe}, for tests that look closer. */
export interface PeRunOptions {
  readonly exact: ExactMode;
  /** Steps one skipped period of every skip and compares. */
  readonly selfCheck?: boolean;
  /** All blocks in the order in which they are numbered; it changes nothing. */
  readonly order?: readonly (keyof PeBlocks)[];
}

/** Builds the blocks and links of a PE whose sequencer holds `program`. */
export function buildPe(description: PeDescription, program: Program, options: PeRunOptions): Pe {
  const builder = new MachineBuilder();
  const { bufferA: a, bufferB: b, memory: m } = description;
  const rowCycles = drainRowCycles(description);
  const latency = description.vectorMac.latencyCycles;
  const add: { readonly [block in keyof PeBlocks]: () => number } = {
    sequencer: () => addSequencer(builder, description, program),
    memory: () => builder.add({ name: "memory", kind: memory, initial: { readRate: m.readBytesPerCycle, writeRate: m.writeBytesPerCycle } }),
    bufferA: () => builder.add({ name: "bufferA", kind: bufferA, initial: { portBits: a.portBits } }),
    bufferB: () => builder.add({ name: "bufferB", kind: bufferB, initial: { portBits: b.portBits } }),
    laneRegisters: () => builder.add({ name: "laneRegisters", kind: laneRegisters }),
    vectorMac: () => builder.add({ name: "vectorMac", kind: vectorMac(program.rows.length), initial: description.pe }),
    collector: () => builder.add({ name: "collector", kind: collector, initial: { rowCycles, latency, drainedFrom: -Infinity } }),
    ppu: () => addPpu(builder, description, program),
    updateUnit: () => addUpdateUnit(builder, description),
  };
  const order = options.order ?? (Object.keys(add) as (keyof PeBlocks)[]);
  const blocks = Object.fromEntries(order.map((name) => [name, add[name]()])) as unknown as PeBlocks;
  linkPe(builder, description, blocks, program.rows.length);
  return { kernel: builder.build({ mode: options.exact, selfCheck: options.selfCheck === true }), blocks };
}

function addPpu(builder: MachineBuilder, description: PeDescription, { passPlans }: Program): number {
  const { latencyCycles, chunkElements, chunks } = description.ppu;
  const writeRate = description.memory.writeBytesPerCycle;
  const initial = { writeRate, rowCycles: drainRowCycles(description), latency: latencyCycles, chunkElements, window: chunks };
  return builder.add({ name: "ppu", kind: ppu, initial, attachment: passTable(passPlans) });
}

function addUpdateUnit(builder: MachineBuilder, { update }: PeDescription): number {
  const { elementsPerCycle, latencyCycles, chunkElements, chunks } = update;
  return builder.add({ name: "updateUnit", kind: updateUnit, initial: { elementsPerCycle, latency: latencyCycles, chunkElements, window: chunks } });
}

/** The variable part of its state: op table, dependencies, ends and retirements of the ops, then the nests. */
function addSequencer(builder: MachineBuilder, description: PeDescription, program: Program): number {
  const ops = program.rows.length;
  const { pe, collector: c, vectorMac: mac, sequencer: s } = description;
  const dependenciesAt = tableAt + ops * operationFields.length;
  const doneAt = dependenciesAt + program.dependencies.length;
  const initial: Record<string, number> = {
    ops,
    dependenciesAt,
    doneAt,
    retiredAt: doneAt + ops,
    nestsAt: doneAt + 2 * ops,
    isSerial: s.overlap === "serial" ? 1 : 0,
    isDrainSerial: c.drain === "serial" ? 1 : 0,
    lanes: pe.lanes,
    depth: c.depth,
    vectorSize: pe.vectorSize,
    latency: mac.latencyCycles,
    accumulateLatency: mac.accumulateLatencyCycles,
    portBitsB: description.bufferB.portBits,
    rowCycles: drainRowCycles(description),
    outstandingLoads: s.outstandingLoads,
    maskTiles: description.ppu.maskTiles,
    stagingFree: description.ppu.stagingRows,
    drainedFrom: -Infinity,
  };
  for (const [op, row] of program.rows.entries()) {
    for (const name of operationFields) initial[`op${op}.${name}`] = row[name];
    initial[`op${op}.done`] = Infinity;
  }
  for (const [index, op] of program.dependencies.entries()) initial[`dependency${index}`] = op;
  const first = program.rows.findIndex((row) => row.kind !== opKinds.update);
  const owner = first === -1 ? ops : first;
  Object.assign(initial, { ppuOp: owner, writtenOp: owner });
  return builder.add({ name: "sequencer", kind: sequencer(ops, program.dependencies.length), initial });
}

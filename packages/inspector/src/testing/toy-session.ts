import type { RecordedOp, Recording } from "@lnsim/recording";
import type { BlockState, DatapathState, MachineState, PortState, Session } from "@lnsim/simulator";
import { NaiveTimeline, type CycleByCycle } from "./naive-timeline.ts";
import { exampleProduct } from "./example-datapath.ts";
import { runToy } from "./toy-machine.ts";

/** What can be different about a toy session. */
export interface ToyOptions {
  readonly wgradDrainCycles?: number;
  /** Cycles known at the start; absent: all, and the session is recorded. */
  readonly liveFrom?: number;
}

/** Picojoules by kind or name of a block and counter. */
const prices: { readonly [counted: string]: number } = { "vectorMac mac": 1.2, "dram0 bursts": 120 };

/** Cycles of a tile in the toy. */
const tileCycles = 250;

/** A session of the toy machine, recorded or as if it were live. */
export function toySession({ wgradDrainCycles = 5, liveFrom }: ToyOptions = {}): Session {
  const { data, ops } = runToy(wgradDrainCycles);
  return sessionOf(data, ops, liveFrom);
}

/** A session around cycle-by-cycle data. */
export function sessionOf(data: CycleByCycle, ops: readonly RecordedOp[], liveFrom?: number): Session {
  const timeline = new NaiveTimeline(data, liveFrom ?? data.cycles);
  const isOver = (): boolean => timeline.cycles === data.cycles;
  const recording: Recording = {
    header: { version: "0.1.0", machineHash: "0123456789abcdef", machine: "toy", trace: "two-layers", gigahertz: 1, origin: {} },
    whole: timeline,
    step: timeline,
    job: () => null,
    jobsIn: () => {},
    snapshotBefore: () => null,
    jobAt: (cycle) => ({ job: Math.floor(cycle / tileCycles), from: cycle - (cycle % tileCycles), to: Math.min(timeline.cycles, cycle - (cycle % tileCycles) + tileCycles) }),
    get ops() {
      return ops.filter(({ to }) => to <= timeline.cycles);
    },
    get end() {
      return isOver() ? { isWhole: true as const } : { isWhole: false as const, reason: "live" };
    },
  };
  return {
    recording,
    isLive: liveFrom !== undefined,
    get underWay() {
      return liveFrom === undefined ? null : (ops.find(({ to }) => to > timeline.cycles) ?? null);
    },
    extend: (cycle) => (timeline.cycles = Math.min(data.cycles, Math.max(timeline.cycles, cycle))),
    stateAt: (cycle) => stateAt(timeline, cycle),
    datapathAt: (cycle, block): DatapathState | null => {
      const { name, activities } = data.layout.blocks[block];
      return activities[timeline.intervalAt(block, cycle).activity].name === "multiply" ? exampleProduct(cycle, name) : null;
    },
    priceOf: (block, counter) => prices[`${data.layout.blocks.find(({ name }) => name === block)!.kind} ${counter}`] ?? prices[`${block} ${counter}`] ?? null,
    close: () => {},
  };
}

function stateAt(timeline: NaiveTimeline, cycle: number): MachineState {
  return { cycle, block: (index) => blockAt(timeline, cycle, index) };
}

function blockAt(timeline: NaiveTimeline, cycle: number, index: number): BlockState {
  const { blocks, links } = timeline.layout;
  const { name, kind, activities } = blocks[index];
  const ports = links.flatMap(({ from, to, capacity }, link): PortState[] => {
    if (from.block !== index && to.block !== index) return [];
    const isIn = to.block === index;
    const level = timeline.level(link, cycle);
    const messages = Array.from({ length: Math.min(level, 8) }, (_, place) => ({ visibleAt: cycle + 1 - place, words: { row: place, bytes: 32 } }));
    return [{ name: isIn ? to.port : from.port, direction: isIn ? "in" : "out", peer: blocks[isIn ? from.block : to.block].name, capacity, messages, level }];
  });
  const counters = timeline.counted(index, 0, cycle + 1);
  const slots = [
    { name: "lanes", role: "parameter", value: 32 },
    { name: "left", role: "value", value: (cycle * 7) % 64 },
    { name: "busyUntil", role: "deadline", value: cycle + 12 },
    ...timeline.layout.blocks[index].counters.map((counter, place) => ({ name: counter, role: "counter", value: counters[place] })),
  ];
  return { name, kind, activity: activities[timeline.intervalAt(index, cycle).activity].name, slots, ports };
}

import { outermostBytes, type RunResult } from "@lnsim/simulator";
import type { Figures } from "./row.ts";

/** What a figure of a row is. */
export interface Figure {
  /** As rows, exports and objectives name it. */
  readonly name: string;
  /** "1" for a share or a plain number. */
  readonly unit: string;
  /** Which way is better; null where neither is. */
  readonly better: "less" | "more" | null;
  readonly summary: string;
}

type Reader = (result: RunResult) => number | null | undefined;

interface Entry extends Figure {
  readonly read: Reader;
}

const passNames = ["fprop", "loss", "dgrad", "wgrad", "update"];
const levelNames = ["dram", "globalBuffer", "stash", "memory", "bufferA", "bufferB", "ifmap", "filter", "ofmap"];

const entries: readonly Entry[] = [
  less("cycles.perStep", "cycle", "Cycles of one full-batch step.", ({ cycles }) => cycles?.perStep),
  less("cycles.total", "cycle", "Cycles of all steps that were replayed.", ({ cycles }) => cycles?.total),
  ...passNames.map((pass) => less(`cycles.${pass}`, "cycle", `Cycles of the pass ${pass} in one full-batch step.`, ({ cycles }) => cycles?.byPass[pass]?.cycles)),
  less("cycles.lowerBound", "cycle", "What a full-batch step cannot be below on this machine.", ({ cycles }) => cycles?.lowerBound.cycles),
  less("time.totalSeconds", "s", "Time of all steps at the clock of the priced hardware.", ({ energy }) => energy?.seconds),
  more("utilisation", "1", "Multiply-accumulates over what the multipliers could have done in a full-batch step.", utilisationOf),
  neither("macs", "MAC", "Multiply-accumulates of one full-batch step.", ({ cycles }) => cycles?.byOp.reduce((sum, { macs }) => sum + macs, 0)),
  less("energy.totalPj", "pJ", "Dynamic energy at its high end, and static energy, of all steps.", ({ energy }) => energy?.totalPj),
  less("energy.dynamicLowPj", "pJ", "Dynamic energy without glitches.", ({ energy }) => energy?.dynamicPj.low),
  less("energy.dynamicHighPj", "pJ", "Dynamic energy with glitches.", ({ energy }) => energy?.dynamicPj.high),
  less("energy.staticPj", "pJ", "Leakage over the time of all steps.", ({ energy }) => energy?.staticPj),
  less("area.totalUm2", "um^2", "Silicon of the blocks that have a record.", ({ area }) => area?.totalUm2),
  more("accuracy.test", "1", "Share of the test set that is classified rightly after the last step.", ({ accuracy }) => accuracy?.testAccuracy),
  more("accuracy.train", "1", "The same over the batches of the last epoch.", ({ accuracy }) => accuracy?.trainAccuracy),
  less("accuracy.loss", "nat", "Mean loss of the last step's batch.", ({ accuracy }) => accuracy?.loss.at(-1)),
  less("accuracy.testLoss", "nat", "Mean loss over the test set.", ({ accuracy }) => accuracy?.testLoss),
  less("accuracy.bitsPerCharacter", "bit", "The same in bits, of traces of texts.", bitsPerCharacter),
  less("memory.peakBytes", "byte", "What the outermost memory holds at the fullest moment of a step.", ({ memory }) => memory?.[0]?.bytes),
  less("traffic.outermostBytes", "byte", "Bytes to and from the outermost memory in a step.", ({ traffic }) => (traffic === null ? null : outermostBytes(traffic))),
  ...levelNames.flatMap((level) => [
    less(`traffic.${level}.readBytes`, "byte", `Bytes read from ${level} in a step.`, ({ traffic }) => traffic?.[level]?.readBytes),
    less(`traffic.${level}.writeBytes`, "byte", `Bytes written to ${level} in a step.`, ({ traffic }) => traffic?.[level]?.writeBytes),
  ]),
];

/** All figures that a row can have, in the order of exports. */
export const figures: readonly Figure[] = entries.map(({ name, unit, better, summary }) => ({ name, unit, better, summary }));

/** The figure of that name; undefined when there is none. */
export function figureNamed(name: string): Figure | undefined {
  return figures.find((figure) => figure.name === name);
}

/** The figures of a result, in the order of {@link figures}; those that the run has not are null. */
export function figuresOf(result: RunResult): Figures {
  return Object.fromEntries(entries.map(({ name, read }) => [name, read(result) ?? null]));
}

function less(name: string, unit: string, summary: string, read: Reader): Entry {
  return { name, unit, better: "less", summary, read };
}

function more(name: string, unit: string, summary: string, read: Reader): Entry {
  return { name, unit, better: "more", summary, read };
}

function neither(name: string, unit: string, summary: string, read: Reader): Entry {
  return { name, unit, better: null, summary, read };
}

function utilisationOf({ cycles }: RunResult): number | null {
  if (cycles === null || cycles.perStep === 0) return null;
  return cycles.byOp.reduce((sum, op) => sum + op.utilisation * op.cycles, 0) / cycles.perStep;
}

function bitsPerCharacter({ accuracy, trace }: RunResult): number | null {
  const nats = accuracy?.testLoss ?? null;
  return nats === null || trace.input !== "tokens" ? null : nats / Math.LN2;
}

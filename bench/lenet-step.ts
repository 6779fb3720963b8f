import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { createEngine } from "@lnsim/numerics";
import { findDatasetPackage, loadDataset, openTrace } from "@lnsim/trace";
import { replay } from "@lnsim/training";
import { lns8Machine, madam } from "../test/training/machine-arithmetic.ts";
import type { Measurement } from "./measurement.ts";
import { Numpy } from "./numpy.ts";

const name = "LeNet training step, LNS8, batch 128";
const steps = 40;
const warmUpSteps = 10;
/** 40 ms on the machine on which numpy takes 0.8 ms for a float32 product of 256 cubed. */
const goalInProducts = 50;
const yardstick = 256;
const roundMilliseconds = 300;

/** A bit-true training step of the default trace, in units of numpy's float32 product of 256 cubed, on one thread each. */
export async function benchLenetStep(): Promise<readonly Measurement[]> {
  const numpy = await Numpy.start();
  if (numpy === undefined) return [{ name, value: NaN, unit: "sgemm-256", limit: null, goal: null, note: "SKIPPED: no python3 with numpy" }];
  try {
    const before = await numpy.bestSeconds(yardstick, roundMilliseconds);
    const seconds = medianStep();
    const after = await numpy.bestSeconds(yardstick, roundMilliseconds);
    const note = `all of a step, update included, CPU time; numpy ${numpy.version}'s products that fit in the same time`;
    return [{ name, value: seconds / Math.min(before, after), unit: "sgemm-256", limit: null, goal: { atMost: goalInProducts }, note }];
  } finally {
    numpy.stop();
  }
}

/** The median CPU time of a step once the code is warm, in seconds. */
function medianStep(): number {
  const traces = createRequire(import.meta.url).resolve("@lnsim/traces/package.json");
  const trace = openTrace(createRequire(traces).resolve("./mnist-lenet.lntrace"));
  const { dataset, input } = trace.header;
  const data = loadDataset(findDatasetPackage(dataset!.package, pathToFileURL(traces)).folder, { reference: dataset!, input: input! });
  const times: number[] = [];
  let last = cpuSeconds();
  const signal = { aborted: false };
  const onStep = ({ step }: { readonly step: number }): void => {
    const now = cpuSeconds();
    if (step > warmUpSteps) times.push(now - last);
    last = now;
    signal.aborted = step === steps;
  };
  replay({ trace, data, engine: createEngine(), arithmetic: lns8Machine(), optimizer: madam(0.0625), seed: 1, countsLosses: false, onStep, signal });
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

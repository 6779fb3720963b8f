import { resolve } from "node:path";
import type { RunRequest, RunResult } from "@lnsim/simulator";
import type { Terminal } from "../output/terminal.ts";
import { drawHistograms } from "../picture/code-histograms.ts";
import { lossPicture } from "../picture/loss-picture.ts";
import { rooflinePicture } from "../picture/roofline-picture.ts";
import { showPicture } from "../picture/show-picture.ts";
import { describeProgress } from "../progress/progress-text.ts";
import { renderRun } from "../report/run-report.ts";
import { renderSeeds } from "../report/seeds-report.ts";
import { watchTask } from "../worker/watch-task.ts";
import { checkRunInput } from "./check-run-input.ts";
import type { Handler } from "./handler.ts";
import { parseCount } from "./parse-count.ts";
import { parseNames } from "./parse-names.ts";
import { parseNumbers } from "./parse-numbers.ts";

/** Input of `lnsim run`. */
export interface RunInput {
  readonly machine: string;
  readonly trace: string;
  readonly batch?: number;
  readonly format: "table" | "json";
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly steps?: number;
  readonly numerics: "on" | "off";
  readonly timing: "on" | "off";
  readonly exact?: "burst" | "cycle";
  readonly seed?: number;
  readonly threads: number;
  readonly seeds?: string;
  readonly data?: string;
  readonly picture?: string;
  readonly checkpoint?: string;
  readonly "checkpoint-every": number;
  readonly diagnose?: string;
  readonly histograms?: string;
  readonly dump?: string;
  readonly "dump-steps": string;
  readonly tensor: readonly string[];
  readonly passes?: string;
  readonly values?: "auto" | "random" | "training";
  readonly "values-step"?: number;
  readonly compat?: "scalesim";
  readonly mapping?: string;
  readonly ops: string;
  readonly roofline?: string;
  readonly record?: string;
}

/** `lnsim run` */
export const run: Handler<RunInput> = async (input, terminal) => {
  checkRunInput(input);
  const operations = parseCount("--ops", input.ops);
  if (input.seeds !== undefined) return runWithSeeds(input, parseNumbers("--seeds", input.seeds), terminal);
  const request = requestOf(input);
  const { result, progress } = await (input.record === undefined ? watchTask("run", request, terminal) : watchTask("recordRun", { run: request, file: resolve(input.record) }, terminal));
  if (result === null) {
    terminal.hint(`stopped ${describeProgress(progress)}; ${keptIn(input)}`);
    return 130;
  }
  const { columns, styles } = terminal;
  await terminal.print(input.format === "json" ? JSON.stringify(result, null, 2) : renderRun(result, { columns, styles }, operations));
  if (input.picture !== undefined) await drawLoss(result, input.picture, terminal);
  if (input.roofline !== undefined) await drawRoofline(result, input.roofline, terminal);
  if (input.histograms !== undefined) drawHistograms(result, resolve(input.histograms), terminal);
  return 0;
};

async function runWithSeeds(input: RunInput, seeds: readonly number[], terminal: Terminal): Promise<number> {
  const { result, progress } = await watchTask("seeds", { ...requestOf(input), seeds }, terminal);
  if (result === null) {
    terminal.hint(`stopped ${describeProgress(progress)}; ${keptIn(input)}`);
    return 130;
  }
  const { columns, styles } = terminal;
  await terminal.print(input.format === "json" ? JSON.stringify(result, null, 2) : renderSeeds(result, { columns, styles }));
  return 0;
}

function keptIn({ checkpoint, seeds, record }: RunInput): string {
  const kept = [...(checkpoint === undefined ? [] : [`${checkpoint}${seeds === undefined ? "" : ".seed-N"}`]), ...(record === undefined ? [] : [record])];
  return kept.length === 0 ? "nothing was written" : `what is done is kept in ${kept.join(" and ")}`;
}

/** The request as plain data; what was not given is left out. */
function requestOf(input: RunInput): RunRequest {
  return {
    machine: input.machine,
    trace: input.trace,
    set: input.set,
    plugins: input.plugin,
    folder: process.cwd(),
    numerics: input.numerics === "on",
    timing: input.timing === "on",
    threads: input.threads,
    exact: input.exact ?? "skip",
    ...(input.passes !== undefined && { passes: parseNames(input.passes) }),
    ...(input.values !== undefined && { values: valuesOf(input) }),
    ...(input.compat !== undefined && { compat: input.compat }),
    ...(input.mapping !== undefined && { mapping: input.mapping }),
    ...(input.batch !== undefined && { batch: input.batch }),
    ...(input.steps !== undefined && { steps: input.steps }),
    ...(input.seed !== undefined && { seed: input.seed }),
    ...(input.data !== undefined && { data: resolve(input.data) }),
    ...(input.diagnose !== undefined && { diagnose: parseNumbers("--diagnose", input.diagnose) }),
    ...(input.checkpoint !== undefined && { checkpoint: { file: resolve(input.checkpoint), every: input["checkpoint-every"] } }),
    ...(input.dump !== undefined && { dump: dumpOf(input, input.dump) }),
  };
}

function valuesOf({ values, "values-step": step }: RunInput): NonNullable<RunRequest["values"]> {
  if (step !== undefined) return { operands: "training", step };
  return values === "random" || values === "training" ? { operands: values } : true;
}

function dumpOf(input: RunInput, folder: string): NonNullable<RunRequest["dump"]> {
  const steps = parseNumbers("--dump-steps", input["dump-steps"]);
  return { folder: resolve(folder), steps, ...(input.tensor.length > 0 && { tensors: input.tensor }) };
}

async function drawRoofline(result: RunResult, target: string, terminal: Terminal): Promise<void> {
  const chart = rooflinePicture(result);
  if (chart === null) terminal.hint(`nothing to draw: ${result.cyclesReason ?? "the step has no matrix products"}`);
  else await showPicture(chart, target, terminal);
}

async function drawLoss(result: RunResult, target: string, terminal: Terminal): Promise<void> {
  const chart = lossPicture(result);
  if (chart === null) terminal.hint(`nothing to draw: ${result.accuracyReason}`);
  else await showPicture(chart, target, terminal);
}

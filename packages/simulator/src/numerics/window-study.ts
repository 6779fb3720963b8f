import type { RunResult } from "../result/run-result.ts";
import { run } from "../run/run.ts";
import type { RunHooks, RunRequest } from "../run/run-request.ts";
import type { StudyHooks } from "./task-progress.ts";
import { planWindows, type PlannedWindow, type WindowPlan } from "./plan-windows.ts";
import { windowFigures, type WindowFigures } from "./window-figures.ts";
import type { WindowPlaces } from "./window-place.ts";

/** A training repeated in several windows of the accumulator. Plain data, so that it can be sent to a worker. */
export interface WindowRequest extends Pick<RunRequest, "machine" | "trace" | "set" | "plugins" | "folder" | "steps" | "seed" | "data" | "threads"> {
  /** Weights of the accumulator's LSB, as `numerics.datapath.lsb` counts them; around the machine's own by default. */
  readonly lsbs?: readonly number[];
}

/** One window, and what a training in it came to. */
export interface WindowRow extends WindowFigures {
  /** Value of `numerics.datapath.lsb`. */
  readonly lsb: number;
  /** Where the window of each pass lies; null for a pass without one. */
  readonly places: WindowPlaces;
}

/** The same training in one window after another, and with exact sums. */
export interface WindowStudy {
  /** Of the unchanged description. */
  readonly machine: Pick<RunResult["machine"], "name" | "hash" | "changes" | "formats" | "datapath">;
  readonly trace: Pick<RunResult["trace"], "name" | "hash" | "batchSize" | "steps">;
  /** Steps trained in each window. */
  readonly steps: number;
  readonly seed: number;
  /** The window of the unchanged description. */
  readonly machineLsb: number;
  /** Of the windows here, the one whose noisiest product has the least noise; null when none has a figure. */
  readonly bestLsb: number | null;
  /** In ascending order of the LSB. */
  readonly windows: readonly WindowRow[];
  /** Exact sums: unrounded constants, nothing cut, rounded or clamped; null where the datapath does not offer them. */
  readonly exactSums: WindowFigures | null;
  /** Windows of the default choice in which the datapath cannot compute. */
  readonly leftOut: readonly { readonly lsb: number; readonly reason: string }[];
}

/**
 * Trains the first steps of a trace in each window of the accumulator, and with exact sums: accuracy, losses of the
 * datapath, and the noise of every product in the last step. Resolves to null when it was stopped.
 *
 * @throws {LnsimError} for a datapath without such a window, windows in which it cannot compute, and as {@link run}.
 */
export async function studyWindow(request: WindowRequest, hooks: StudyHooks = {}): Promise<WindowStudy | null> {
  const plan = await planWindows(request);
  const results: RunResult[] = [];
  for (const [index, trial] of plan.trials.entries()) {
    const result = await run(runRequestOf(request, plan, trial.set), watching(plan, index, hooks));
    if (result === null) return null;
    results.push(result);
  }
  return gather(plan, results);
}

function runRequestOf({ machine, trace, plugins, folder, seed, data, threads }: WindowRequest, { steps }: WindowPlan, set: readonly string[]): RunRequest {
  const optional = { plugins, folder, seed, data, threads };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { machine, trace, set, steps, timing: false, diagnose: [steps], ...given };
}

/** Progress of one training as part of the whole study, counted in steps of all. */
function watching({ trials, steps }: WindowPlan, index: number, { onProgress, signal }: StudyHooks): RunHooks {
  const { name } = trials[index]!;
  return {
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && {
      onProgress: ({ phase, done, share }) =>
        onProgress({
          phase: "training",
          done: index * steps + (phase === "training" ? done : steps),
          total: trials.length * steps,
          unit: "step",
          share: (index + share) / trials.length,
          note: name,
        }),
    }),
  };
}

function gather(plan: WindowPlan, results: readonly RunResult[]): WindowStudy {
  const { windows: planned, machine, machineLsb, leftOut, steps } = plan;
  const windows = planned.map((window, index) => rowOf(window, results[index]!));
  const [first] = results;
  const { name, hash, batchSize, steps: traceSteps } = first!.trace;
  return {
    machine: { name: machine.name, hash: machine.hash, changes: machine.changes, formats: first!.machine.formats, datapath: plan.datapath },
    trace: { name, hash, batchSize, steps: traceSteps },
    steps,
    seed: first!.simulation.seed,
    machineLsb,
    bestLsb: bestOf(windows),
    windows,
    exactSums: plan.hasExactSums ? windowFigures(results[planned.length]!) : null,
    leftOut,
  };
}

function rowOf({ lsb, places }: PlannedWindow, result: RunResult): WindowRow {
  return { lsb, places, ...windowFigures(result) };
}

/** The window whose worst product is best; the first of equals. */
export function bestOf(windows: readonly Pick<WindowRow, "lsb" | "worst" | "isFinite">[]): number | null {
  let best: { readonly lsb: number; readonly db: number } | null = null;
  for (const { lsb, worst, isFinite } of windows) {
    if (!isFinite || worst === null) continue;
    if (best === null || worst.sqnrDb > best.db) best = { lsb, db: worst.sqnrDb };
  }
  return best?.lsb ?? null;
}

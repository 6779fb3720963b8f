import { resolve } from "node:path";
import type { RunResult } from "@lnsim/simulator";
import type { Terminal } from "../output/terminal.ts";
import { lossPicture } from "../picture/loss-picture.ts";
import { showPicture } from "../picture/show-picture.ts";
import { describeProgress } from "../progress/progress-text.ts";
import { renderRun } from "../report/run-report.ts";
import { watchTask } from "../worker/watch-task.ts";
import type { Handler } from "./handlers.ts";

/** Input of `lnsim run`. */
export interface RunInput {
  readonly machine: string;
  readonly trace: string;
  readonly format: "table" | "json";
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly steps?: number;
  readonly numerics: "on" | "off";
  readonly exact?: "burst" | "cycle";
  readonly seed?: number;
  readonly data?: string;
  readonly picture?: string;
}

/** `lnsim run` */
export const run: Handler<RunInput> = async (input, terminal) => {
  const request = {
    machine: input.machine,
    trace: input.trace,
    set: input.set,
    plugins: input.plugin,
    folder: process.cwd(),
    numerics: input.numerics === "on",
    exact: input.exact ?? ("skip" as const),
    ...(input.steps !== undefined && { steps: input.steps }),
    ...(input.seed !== undefined && { seed: input.seed }),
    ...(input.data !== undefined && { data: resolve(input.data) }),
  };
  const { result, progress } = await watchTask("run", request, terminal);
  if (result === null) {
    terminal.hint(`stopped ${describeProgress(progress)}; nothing was written`);
    return 130;
  }
  const { columns, styles } = terminal;
  await terminal.print(input.format === "json" ? JSON.stringify(result, null, 2) : renderRun(result, { columns, styles }));
  if (input.picture !== undefined) await drawLoss(result, input.picture, terminal);
  return 0;
};

async function drawLoss(result: RunResult, target: string, terminal: Terminal): Promise<void> {
  const chart = lossPicture(result);
  if (chart === null) terminal.hint(`nothing to draw: ${result.accuracyReason}`);
  else await showPicture(chart, target, terminal);
}

import { resolve } from "node:path";
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
  return 0;
};

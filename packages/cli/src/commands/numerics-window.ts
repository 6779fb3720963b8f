import { resolve } from "node:path";
import type { WindowRequest } from "@lnsim/simulator";
import { requirePicture } from "../picture/require-picture.ts";
import { showPicture } from "../picture/show-picture.ts";
import { windowPicture } from "../picture/window-picture.ts";
import { describeProgress } from "../progress/progress-text.ts";
import { renderWindow } from "../report/window-report.ts";
import { watchTask } from "../worker/watch-task.ts";
import type { Handler } from "./handler.ts";
import { parseIntegers } from "./parse-integers.ts";

/** Input of `lnsim numerics window`. */
export interface WindowInput {
  readonly machine: string;
  readonly trace: string;
  readonly format: "table" | "json";
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly data?: string;
  readonly lsb?: string;
  readonly steps?: number;
  readonly seed?: number;
  readonly threads: number;
  readonly picture?: string;
}

/** `lnsim numerics window` */
export const numericsWindow: Handler<WindowInput> = async (input, terminal) => {
  requirePicture(input.picture);
  const { result, progress } = await watchTask("window", requestOf(input), terminal);
  if (result === null) {
    terminal.hint(`stopped ${describeProgress(progress)}; nothing was written`);
    return 130;
  }
  await terminal.print(input.format === "json" ? JSON.stringify(result, null, 2) : renderWindow(result, terminal));
  if (input.picture !== undefined) await showPicture(windowPicture(result), input.picture, terminal);
  return 0;
};

/** The request as plain data; what was not given is left out. */
function requestOf({ machine, trace, set, plugin, data, lsb, steps, seed, threads }: WindowInput): WindowRequest {
  return {
    machine,
    trace,
    set,
    plugins: plugin,
    folder: process.cwd(),
    threads,
    ...(data !== undefined && { data: resolve(data) }),
    ...(lsb !== undefined && { lsbs: parseIntegers("--lsb", lsb) }),
    ...(steps !== undefined && { steps }),
    ...(seed !== undefined && { seed }),
  };
}

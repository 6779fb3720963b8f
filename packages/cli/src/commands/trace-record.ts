import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import type { RecordRequest } from "@lnsim/simulator";
import { describeProgress } from "../progress/progress-text.ts";
import { watchTask } from "../worker/watch-task.ts";
import type { Handler } from "./handler.ts";
import { renderTraceInfo } from "./trace-info.ts";

/** Input of `lnsim trace record`. */
export interface TraceRecordInput {
  readonly dataset: string;
  readonly model: RecordRequest["network"];
  readonly hidden: string;
  readonly batch: number;
  readonly epochs: number;
  readonly optimizer: string;
  readonly seed: number;
  readonly name?: string;
  readonly out?: string;
  readonly data?: string;
  readonly plugin: readonly string[];
}

/** `lnsim trace record` */
export const traceRecord: Handler<TraceRecordInput> = async (input, terminal) => {
  const name = input.name ?? `${input.dataset}-${input.model}`;
  const file = input.out ?? `${name}.lntrace`;
  const request = {
    file,
    name,
    network: input.model,
    dataset: input.dataset,
    hidden: parseWidths(input.hidden),
    batchSize: input.batch,
    epochs: input.epochs,
    seed: input.seed,
    optimizer: input.optimizer,
    plugins: input.plugin,
    folder: process.cwd(),
    ...(input.data !== undefined && { data: resolve(input.data) }),
  };
  const { result, progress } = await watchTask("record", request, terminal);
  if (result === null) {
    terminal.hint(`stopped ${describeProgress(progress)}; ${file} was not written`);
    return 130;
  }
  await terminal.print(renderTraceInfo(result, terminal));
  return 0;
};

function parseWidths(text: string): number[] {
  const widths = text.split(",").map(Number);
  if (text.trim() !== "" && widths.every((width) => Number.isSafeInteger(width))) return widths;
  throw new LnsimError({
    code: "syntax",
    message: "--hidden lists the widths of the layers between the images and the classes",
    path: "--hidden",
    found: text,
    expected: "whole numbers with commas between them, such as 256,128",
  });
}

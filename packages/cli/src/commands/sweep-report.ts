import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseObjectives, reportPage } from "@lnsim/sweep";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import type { Handler } from "./handler.ts";
import { designsTitle, readDesigns } from "./read-designs.ts";

/** Input of `lnsim sweep report`. */
export interface SweepReportInput {
  readonly store?: string;
  readonly objective?: string;
  readonly where: readonly string[];
  readonly title?: string;
  readonly out: string;
}

/** `lnsim sweep report` */
export const sweepReport: Handler<SweepReportInput> = async (input, terminal) => {
  const file = resolve(input.out);
  requireWritable(file);
  const { rows, attempts } = readDesigns(input.store, input.where);
  const objectives = input.objective === undefined ? [] : parseObjectives(input.objective);
  writeWhole(file, reportPage({ title: input.title ?? designsTitle(rows), rows, objectives, attempts, program: `lnsim ${version()}` }));
  terminal.hint(`written: ${input.out}, ${rows.length} designs`);
  return 0;
};

function version(): string {
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { readonly version: string }).version;
}

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { exportRecording, openRecording, type ExportSelection, type RecordingFormat } from "@lnsim/recording";
import { grouped } from "../output/numbers.ts";
import { requireWritable, writePieces } from "../output/write-file.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim export`. */
export interface ExportInput {
  readonly FILE: string;
  readonly to: RecordingFormat;
  readonly out?: string;
  readonly cycles?: string;
  readonly blocks?: string;
}

const endings = { perfetto: ".json", vcd: ".vcd", csv: ".csv", parquet: ".parquet" } as const;

/** `lnsim export FILE` */
export const exportStep: Handler<ExportInput> = async ({ FILE: file, to, out, cycles, blocks }, terminal) => {
  const selection: ExportSelection = {
    ...(cycles !== undefined && { cycles: parseCycles(cycles) }),
    ...(blocks !== undefined && { blocks: parsePattern(blocks) }),
  };
  const target = resolve(out ?? file.replace(/\.[^./\\]*$/, "") + endings[to]);
  requireWritable(target);
  const recording = openRecording(resolve(file));
  try {
    writePieces(target, (write) => exportRecording(recording, to, selection, write));
    if (!recording.end.isWhole) terminal.hint(`the recording is not whole: ${recording.end.reason}`);
  } finally {
    recording.close();
  }
  await terminal.print(`${target}  ${grouped(statSync(target).size)} bytes`);
  return 0;
};

function parseCycles(text: string): { readonly from: number; readonly to: number } {
  const match = /^(\d+)\.\.(\d+)$/.exec(text);
  if (match === null) throw new LnsimError({ code: "invalid-value", message: "no window of cycles", path: "--cycles", found: text, expected: "A..B, such as 1000..5000" });
  return { from: Number(match[1]), to: Number(match[2]) };
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new LnsimError({ code: "invalid-value", message: "no regular expression", path: "--blocks", found: text, expected: "a JavaScript regular expression, such as 'pe[0-3]'", cause });
  }
}

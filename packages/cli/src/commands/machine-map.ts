import { resolve } from "node:path";
import { mapMachine, mappingText } from "@lnsim/simulator";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { renderMapping } from "../report/mapping-report.ts";
import type { Handler } from "./handler.ts";
import { parseNames } from "./parse-names.ts";

/** Input of `lnsim machine map`. */
export interface MachineMapInput {
  readonly machine: string;
  readonly trace: string;
  readonly batch?: number;
  readonly passes?: string;
  readonly mapping?: string;
  readonly out?: string;
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly format: "table" | "json";
}

/** `lnsim machine map` */
export const machineMap: Handler<MachineMapInput> = async (input, terminal) => {
  const { machine, trace, batch, passes, mapping, out, set, plugin, format } = input;
  if (out !== undefined) requireWritable(resolve(out));
  const mapped = await mapMachine({
    machine,
    trace,
    set,
    plugins: plugin,
    ...(batch !== undefined && { batch }),
    ...(passes !== undefined && { passes: parseNames(passes) }),
    ...(mapping !== undefined && { mapping }),
  });
  if (out !== undefined) {
    writeWhole(resolve(out), mappingText(mapped));
    terminal.hint(`written: ${out}, ${mapped.products.length} mappings`);
  }
  if (format === "json") await terminal.print(JSON.stringify(mapped, null, 2));
  else if (out === undefined) await terminal.print(renderMapping(mapped, terminal));
  return 0;
};

import { describeMachine, eachParameter, type MachineDescription } from "@lnsim/simulator";
import { renderTable } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim machine show`. */
export interface MachineShowInput {
  readonly "NAME|FILE": string;
  readonly format: "table" | "json";
  readonly set: readonly string[];
  readonly plugin: readonly string[];
}

/** `lnsim machine show NAME|FILE` */
export const machineShow: Handler<MachineShowInput> = async (input, terminal) => {
  const machine = await describeMachine({ machine: input["NAME|FILE"], set: input.set, plugins: input.plugin });
  if (input.format === "table") await terminal.print(renderMachine(machine, terminal));
  else {
    const { name, description, hash, values, changes, origins } = machine;
    await terminal.print(JSON.stringify({ name, description, hash, values, changes, origins: Object.fromEntries(origins) }, null, 2));
  }
  return 0;
};

/** Every value by section: with unit and origin, and the sentence of its parameter under it. */
function renderMachine(machine: MachineDescription, { columns: width, styles }: Pick<Terminal, "columns" | "styles">): string {
  const sections = new Map<string, string[]>();
  const entries = [...eachParameter(machine.tree)];
  const rows = entries.map(([path, parameter]) => {
    const unit = "unit" in parameter && parameter.unit !== "1" ? parameter.unit : "";
    return [path.split(".").at(-1)!, String(valueAt(machine.values, path)), unit, machine.origins.get(path)!];
  });
  const columns = rows[0]!.map(() => ({ title: "", align: "left" }) as const);
  const lines = renderTable(columns, rows, "  ").split("\n");
  for (const [index, [path, parameter]] of entries.entries()) {
    const section = path.split(".").slice(0, -1).join(".");
    const text = `${lines[index]}\n${styles.dim(wrapText(parameter.description, width, "      "))}`;
    sections.set(section, [...(sections.get(section) ?? []), text]);
  }
  const title = wrapText(`${machine.name}  ${machine.description}`, width, "").replace(machine.name, styles.bold(machine.name));
  const head = `${title}\nhash ${machine.hash}`;
  return [head, ...[...sections].map(([name, texts]) => `${styles.bold(name)}\n${texts.join("\n")}`)].join("\n\n");
}

function valueAt(values: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], values);
}

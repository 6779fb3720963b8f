import { createRegistry, type RegisteredPlugin, type Registry } from "@lnsim/simulator";
import { memberCells, membersOf, renderFamilies } from "../output/families.ts";
import type { Column } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Handler } from "./handler.ts";

/** `lnsim format list` */
export const formatList: Handler<{ format: "table" | "json"; plugin: string[] }> = async ({ format, plugin }, terminal) => {
  const registry = await createRegistry(plugin);
  const families = registry.registered.filter((each) => each.plugin.kind === "format");
  const formats = families.map((family) => listFormats(registry, family));
  if (format === "json") await terminal.print(JSON.stringify(formats.flat(), null, 2));
  else await terminal.print(renderFormats(families, formats, terminal));
  return 0;
};

/** A name that `--set numerics.format=` accepts, and what it stands for. */
export interface FormatEntry {
  readonly name: string;
  /** Other names of the same format. */
  readonly aliases: readonly string[];
  readonly id: string;
  readonly family: string;
  readonly bits: number;
  readonly scaled: boolean;
  readonly range: { readonly smallest: number; readonly largest: number };
  readonly canTrain: boolean;
  readonly source: string;
  readonly description: string;
}

function listFormats(registry: Registry, { plugin, source }: RegisteredPlugin): FormatEntry[] {
  return membersOf(registry, plugin).map(({ name, aliases, id }) => {
    const { bits, scaled, range, datapath } = registry.format(id);
    const canTrain = datapath !== undefined;
    return { name, aliases, id, family: plugin.name, bits, scaled, range, canTrain, source, description: plugin.description };
  });
}

const columns: readonly Column[] = [
  { title: "name", align: "left" },
  { title: "bits", align: "right" },
  { title: "magnitudes", align: "left" },
  { title: "can", align: "left" },
  { title: "parameters", align: "left", isFlexible: true },
];

function renderFormats(families: readonly RegisteredPlugin[], formats: readonly FormatEntry[][], terminal: Terminal): string {
  const tables = families.map(({ plugin, source }, index) => {
    const rows = formats[index]!.map((entry) => {
      const [names, parameters] = memberCells(entry);
      const { smallest, largest } = entry.range;
      const magnitudes = `${shortest(smallest)} to ${entry.scaled ? "max" : shortest(largest)}`;
      return [names, String(entry.bits), magnitudes, entry.canTrain ? "compute" : "store", parameters];
    });
    return { name: plugin.name, description: plugin.description, source, rows };
  });
  return renderFamilies(tables, columns, terminal);
}

/** Three significant digits: 0.0000166 -> "1.66e-5". */
function shortest(value: number): string {
  return value >= 0.01 && value < 1000 ? String(Number(value.toPrecision(3))) : value.toExponential(2).replace("+", "");
}

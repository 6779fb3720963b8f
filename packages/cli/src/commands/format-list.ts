import { createRegistry, type Registry } from "@lnsim/simulator";
import { renderTable } from "../output/table.ts";
import type { Handler } from "./handlers.ts";

/** `lnsim format list` */
export const formatList: Handler<{ format: "table" | "json"; plugin: string[] }> = async ({ format, plugin }, terminal) => {
  const formats = listFormats(await createRegistry(plugin));
  if (format === "json") await terminal.print(JSON.stringify(formats, null, 2));
  else await terminal.print(renderFormats(formats));
  return 0;
};

/** A name that `--set numerics.format=` accepts, and what it stands for. */
export interface FormatEntry {
  readonly name: string;
  readonly id: string;
  readonly bits: number;
  readonly range: { readonly smallest: number; readonly largest: number };
  readonly canTrain: boolean;
  readonly source: string;
  readonly description: string;
}

function listFormats(registry: Registry): FormatEntry[] {
  return registry.registered.flatMap(({ plugin, source }) => {
    if (plugin.kind !== "format") return [];
    const names = Object.keys(plugin.presets ?? {});
    return (names.length === 0 ? [plugin.name] : names).map((name) => {
      const { id, bits, range, datapath } = registry.format(name);
      return { name, id, bits, range, canTrain: datapath !== undefined, source, description: plugin.description };
    });
  });
}

function renderFormats(formats: readonly FormatEntry[]): string {
  const rows = formats.map(({ name, id, bits, range, canTrain, source }) => [
    name,
    id,
    String(bits),
    `${range.smallest.toPrecision(3)} .. ${range.largest.toPrecision(3)}`,
    canTrain ? "compute" : "store",
    source,
  ]);
  return renderTable(
    [
      { title: "name", align: "left" },
      { title: "identifier", align: "left" },
      { title: "bits", align: "right" },
      { title: "magnitudes at max 1", align: "left" },
      { title: "can", align: "left" },
      { title: "from", align: "left" },
    ],
    rows,
  );
}

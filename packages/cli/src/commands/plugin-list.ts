import { createRegistry } from "@lnsim/simulator";
import { renderTable } from "../output/table.ts";
import type { Handler } from "./handler.ts";

/** `lnsim plugin list` */
export const pluginList: Handler<{ format: "table" | "json"; plugin: string[] }> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const plugins = registry.registered.map(({ plugin, source }) => ({
    name: plugin.name,
    kind: plugin.kind,
    contract: plugin.contract,
    source,
    presets: Object.keys(plugin.presets ?? {}),
    description: plugin.description,
  }));
  if (input.format === "json") {
    await terminal.print(JSON.stringify(plugins, null, 2));
    return 0;
  }
  const rows = plugins.map(({ name, kind, source, description }) => [name, kind, source, description]);
  const titles = ["name", "kind", "from", "description"];
  await terminal.print(renderTable(titles.map((title) => ({ title, align: "left", isFlexible: title === "description" })), rows, "", terminal.columns));
  return 0;
};

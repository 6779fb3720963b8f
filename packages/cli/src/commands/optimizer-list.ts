import { createRegistry } from "@lnsim/simulator";
import { renderTable } from "../output/table.ts";
import type { Handler } from "./handlers.ts";

/** `lnsim optimizer list` */
export const optimizerList: Handler<{ format: "table" | "json"; plugin: string[] }> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const optimizers = registry.registered.flatMap(({ plugin, source }) => {
    if (plugin.kind !== "optimizer") return [];
    const names = [plugin.name, ...Object.keys(plugin.presets ?? {})];
    return names.map((name) => {
      const { id, domain } = registry.optimizer(name);
      return { name, id, domain, source, description: plugin.description };
    });
  });
  if (input.format === "json") {
    await terminal.print(JSON.stringify(optimizers, null, 2));
    return 0;
  }
  const titles = ["name", "identifier", "changes", "from", "description"];
  const rows = optimizers.map(({ name, id, domain, source, description }) => [name, id, domain, source, description]);
  await terminal.print(renderTable(titles.map((title) => ({ title, align: "left" })), rows));
  return 0;
};

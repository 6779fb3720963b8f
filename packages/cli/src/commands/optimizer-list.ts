import { createRegistry } from "@lnsim/simulator";
import { memberCells, membersOf, renderFamilies } from "../output/families.ts";
import type { Handler } from "./handler.ts";

/** `lnsim optimizer list` */
export const optimizerList: Handler<{ format: "table" | "json"; plugin: string[] }> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const families = registry.registered.filter(({ plugin }) => plugin.kind === "optimizer");
  const members = families.map(({ plugin, source }) =>
    membersOf(registry, plugin).map(({ name, aliases, id }) => {
      const { domain, learningRate } = registry.optimizer(id);
      return { name, aliases, id, family: plugin.name, domain, learningRate, source, description: plugin.description };
    }),
  );
  if (input.format === "json") {
    await terminal.print(JSON.stringify(members.flat(), null, 2));
    return 0;
  }
  const tables = families.map(({ plugin: { name, description }, source }, index) => {
    const rows = members[index]!.map((entry) => {
      const [names, parameters] = memberCells(entry);
      return [names, entry.domain, String(entry.learningRate), parameters];
    });
    return { name, description, source, rows };
  });
  const titles = ["name", "changes", "rate", "parameters"];
  const columns = titles.map((title) => ({ title, align: "left", isFlexible: title === "parameters" }) as const);
  await terminal.print(renderFamilies(tables, columns, terminal));
  return 0;
};

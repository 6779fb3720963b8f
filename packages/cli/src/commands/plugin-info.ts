import type { Plugin } from "@lnsim/contracts";
import { createRegistry, type RegisteredPlugin, type Registry } from "@lnsim/simulator";
import { renderParameters } from "../output/parameters.ts";
import { renderTable } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import { wrapText } from "../output/wrap-text.ts";
import { findPlugins } from "./find-plugins.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim plugin info`. */
export interface PluginInfoInput {
  readonly "NAME|PATH|PACKAGE": string;
  readonly format: "table" | "json";
  readonly plugin: readonly string[];
}

/** `lnsim plugin info NAME|PATH|PACKAGE`: loading checks the plugin, so that what is printed has passed. */
export const pluginInfo: Handler<PluginInfoInput> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const found = await findPlugins(registry, input["NAME|PATH|PACKAGE"]);
  if (input.format === "json") {
    const infos = found.map(({ plugin, source }) => ({ ...plugin, create: undefined, source }));
    await terminal.print(JSON.stringify(infos.length === 1 ? infos[0] : infos, null, 2));
  } else {
    await terminal.print(found.map((each) => renderPlugin(registry, each, terminal)).join("\n\n"));
  }
  return 0;
};

function renderPlugin(registry: Registry, { plugin, source }: RegisteredPlugin, { columns, styles }: Terminal): string {
  const rows = [
    ["kind", plugin.kind],
    ["contract", String(plugin.contract)],
    ["from", source],
    ["checks", "fields, parameters, presets and behaviour passed"],
  ];
  const { bold } = styles;
  const parts = [
    wrapText(`${plugin.name}  ${plugin.description}`, columns, "").replace(plugin.name, bold(plugin.name)),
    renderTable([{ title: "", align: "left" }, { title: "", align: "left" }], rows, "  "),
  ];
  const presets = presetRows(registry, plugin);
  if (presets.length > 0) {
    parts.push(`${bold("Presets")}\n${renderTable([{ title: "", align: "left" }, { title: "", align: "left" }], presets, "  ")}`);
  }
  if (Object.keys(plugin.parameters).length > 0) parts.push(`${bold("Parameters")}\n${renderParameters(plugin.parameters, {}, columns)}`);
  return parts.join("\n\n");
}

function presetRows(registry: Registry, plugin: Plugin): string[][] {
  return Object.keys(plugin.presets ?? {}).map((name) => [name, registry.resolve(plugin.kind, name).id]);
}

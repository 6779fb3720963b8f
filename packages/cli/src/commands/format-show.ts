import type { NumberFormat } from "@lnsim/contracts";
import { createRegistry } from "@lnsim/simulator";
import { renderParameters } from "../output/parameters.ts";
import { renderTable } from "../output/table.ts";
import type { Handler } from "./handlers.ts";

/** `lnsim format show NAME` */
export const formatShow: Handler<{ NAME: string; format: "table" | "json"; plugin: string[] }> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const { plugin, id, values } = registry.resolve("format", input.NAME);
  const made = registry.format(id);
  if (input.format === "json") {
    const { description, parameters } = plugin;
    const datapath = made.datapath === undefined ? null : { parameters: made.datapath.parameters };
    await terminal.print(JSON.stringify({ ...facts(made), description, parameters, values, datapath }, null, 2));
    return 0;
  }
  const { bold } = terminal.styles;
  const parts = [`${bold(id)}  ${plugin.description}`, renderFacts(made)];
  if (Object.keys(values).length > 0) parts.push(`${bold("Parameters")}\n${renderParameters(plugin.parameters, values)}`);
  if (made.datapath !== undefined && Object.keys(made.datapath.parameters).length > 0) {
    parts.push(`${bold("Datapath")}  numerics.datapath of a machine\n${renderParameters(made.datapath.parameters)}`);
  }
  await terminal.print(parts.join("\n\n"));
  return 0;
};

function facts(format: NumberFormat) {
  const { id, bits, codeCount, scaled, granularities, range, zeroCode } = format;
  return { id, bits, codeCount, scaled, granularities, range, zeroCode, isLogarithmic: format.log2 !== undefined };
}

function renderFacts(format: NumberFormat): string {
  const { smallest, largest } = format.range;
  const rows = [
    ["bits", `${format.bits}, ${format.codeCount} codes`],
    ["magnitudes", `${smallest.toPrecision(6)} to ${largest.toPrecision(6)}${format.scaled ? " of max" : ""}`],
    ["zero", format.zeroCode === null ? "none: stored as the smallest magnitude" : `code ${format.zeroCode}`],
    ["scale", format.scaled ? `per ${format.granularities.join(", ")}` : "none"],
    ["arithmetic", format.datapath === undefined ? "none: the format can only store" : "has a datapath"],
  ];
  return renderTable([{ title: "", align: "left" }, { title: "", align: "left" }], rows, "  ");
}

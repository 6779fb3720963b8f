import type { Optimizer } from "@lnsim/contracts";
import { createRegistry } from "@lnsim/simulator";
import { renderParameters } from "../output/parameters.ts";
import { renderTable } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Handler } from "./handler.ts";

/** `lnsim optimizer show NAME` */
export const optimizerShow: Handler<{ NAME: string; format: "table" | "json"; plugin: string[] }> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const { plugin, id, values } = registry.resolve("optimizer", input.NAME);
  const made = registry.optimizer(id);
  if (input.format === "json") {
    const { description, parameters } = plugin;
    const { domain, gridTop, learningRate, slots, actions } = made;
    await terminal.print(JSON.stringify({ id, description, domain, gridTop, learningRate, slots, actions, parameters, values }, null, 2));
    return 0;
  }
  const { columns, styles } = terminal;
  const { bold } = styles;
  const parts = [wrapText(`${id}  ${plugin.description}`, columns, "").replace(id, bold(id)), renderFacts(made, columns)];
  if (Object.keys(values).length > 0) parts.push(`${bold("Parameters")}\n${renderParameters(plugin.parameters, values, columns)}`);
  await terminal.print(parts.join("\n\n"));
  return 0;
};

function renderFacts(optimizer: Optimizer, width: number): string {
  const { gridTop } = optimizer;
  const rows = [
    ["changes", optimizer.domain === "value" ? "the weight" : "log2 of the weight's magnitude; signs stay"],
    ["top of the grid", gridTop === "current-maximum" ? "the tensor's current maximum" : `${gridTop.initialRms} x RMS of the initial weights, also a clamp`],
    ["state", optimizer.slots.map(({ name }) => name).join(", ") || "none"],
    ["actions per element", Object.entries(optimizer.actions).map(([action, count]) => `${count} ${action}`).join(", ")],
  ];
  return renderTable([{ title: "", align: "left" }, { title: "", align: "left", isFlexible: true }], rows, "  ", width);
}

import { traceInfo as readTraceInfo, type TraceInfo } from "@lnsim/simulator";
import { grouped, percent } from "../output/numbers.ts";
import type { Styles } from "../output/styles.ts";
import { renderTable, type Column } from "../output/table.ts";
import type { Handler } from "./handler.ts";

/** `lnsim trace info NAME|FILE` */
export const traceInfo: Handler<{ "NAME|FILE": string; format: "table" | "json" }> = async (input, terminal) => {
  const info = readTraceInfo(input["NAME|FILE"]);
  await terminal.print(input.format === "json" ? JSON.stringify(info, null, 2) : renderTraceInfo(info, terminal.styles));
  return 0;
};

/** What a trace holds, for a person. */
export function renderTraceInfo(info: TraceInfo, { bold }: Styles): string {
  const passes = ["fprop", "dgrad", "wgrad"] as const;
  const columns: Column[] = ["", "MACs a step", "MACs in all"].map((title, i) => ({ title, align: i === 0 ? "left" : "right" }));
  const rows = passes.map((pass) => [pass, grouped(info.macs[pass]), grouped(info.totalMacs[pass])]);
  return [
    `${bold(info.name)}  ${info.description}`,
    renderTable([{ title: "", align: "left" }, { title: "", align: "left" }], facts(info), "  "),
    renderTable(columns, rows, "  "),
  ].join("\n\n");
}

function facts(info: TraceInfo): string[][] {
  const shapes = info.stepShapes.map(({ batch, count }) => `${grouped(count)} of batch ${batch}`).join(", ");
  const model = info.model.map(describeLayer);
  const ops = Object.entries(info.opsByPass).map(([pass, count]) => `${count} ${pass}`).join(", ");
  const rows = [
    ["kind", `${info.kind} trace, schema ${info.schema}, ${grouped(info.sizeBytes)} bytes`],
    ["network", model.length === 0 ? "not known" : `${model.join(", ")}; ${grouped(info.parameters)} parameters`],
    ["steps", `${grouped(info.steps)} in ${info.epochs} epochs: ${shapes}`],
    ["operations", `${info.ops} a step: ${ops}`],
    ["hash", info.hash],
  ];
  if (info.dataset !== null) rows.push(["data set", describeDataset(info.dataset)]);
  if (info.recipe !== null) rows.push(["recipe", `${info.recipe.optimizer}, seed ${info.recipe.seed}, biases ${info.recipe.biases}`]);
  if (info.recorded !== null) rows.push(["recorded", `test accuracy ${percent(info.recorded.testAccuracy)} in full precision`]);
  return rows;
}

function describeDataset({ name, package: source, version }: NonNullable<TraceInfo["dataset"]>): string {
  return source === "none" ? `${name}, from a folder: --data FOLDER` : `${name}, package ${source} ${version}`;
}

function describeLayer(layer: TraceInfo["model"][number]): string {
  return "outputs" in layer ? `${layer.name} ${layer.inputs}->${layer.outputs}` : layer.name;
}

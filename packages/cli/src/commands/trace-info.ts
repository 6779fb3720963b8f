import { traceInfo as readTraceInfo, type TraceInfo } from "@lnsim/simulator";
import { grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim trace info`. */
export interface TraceInfoInput {
  readonly "NAME|FILE": string;
  readonly format: "table" | "json";
  readonly batch?: number;
}

/** `lnsim trace info NAME|FILE` */
export const traceInfo: Handler<TraceInfoInput> = async (input, terminal) => {
  const info = readTraceInfo({ trace: input["NAME|FILE"], ...(input.batch !== undefined && { batch: input.batch }) });
  await terminal.print(input.format === "json" ? JSON.stringify(info, null, 2) : renderTraceInfo(info, terminal));
  return 0;
};

/** What a trace holds, for a person. */
export function renderTraceInfo(info: TraceInfo, { styles, columns: width }: Pick<Terminal, "styles" | "columns">): string {
  const passes = ["fprop", "dgrad", "wgrad"] as const;
  const columns: Column[] = ["", "MACs a step", "MACs in all"].map((title, i) => ({ title, align: i === 0 ? "left" : "right" }));
  const rows = passes.map((pass) => [pass, grouped(info.macs[pass]), grouped(info.totalMacs[pass])]);
  const [first, ...rest] = wrapText(`${info.name}  ${info.description}`, width, "").split("\n");
  return [
    [first!.replace(info.name, styles.bold(info.name)), ...rest].join("\n"),
    renderTable([{ title: "", align: "left" }, { title: "", align: "left", isFlexible: true }], facts(info), "  ", width),
    renderTable(columns, rows, "  "),
  ].join("\n\n");
}

function facts(info: TraceInfo): string[][] {
  const shapes = info.stepShapes.map(({ batch, count }) => `${grouped(count)} of batch ${batch}`).join(", ");
  const ops = Object.entries(info.opsByPass).map(([pass, count]) => `${count} ${pass}`).join(", ");
  const rows = [
    ["kind", `${info.kind} trace, schema ${info.schema}, ${grouped(info.sizeBytes)} bytes`],
    ["network", info.model.length === 0 ? "not known" : `${describeModel(info.model)}; ${grouped(info.parameters)} parameters`],
    ["steps", `${grouped(info.steps)} in ${info.epochs === 1 ? "1 epoch" : `${info.epochs} epochs`}: ${shapes}`],
    ["operations", `${info.ops} a step: ${ops}`],
    ["hash", info.hash],
  ];
  if (info.dataset !== null) rows.push(["data set", describeDataset(info.dataset)]);
  if (info.recipe !== null) rows.push(info.kind === "value" ? ["recipe", describeRecipe(info.recipe)] : ["updates", info.recipe.optimizer]);
  if (info.recorded !== null) rows.push(["recorded", `test accuracy ${percent(info.recorded.testAccuracy)} in full precision`]);
  return info.kind === "value" ? rows : [...rows, ...origin(info.source)];
}

/** Where the sizes of a shape trace come from. */
function origin(source: TraceInfo["source"]): string[][] {
  const titles = { sizes: "sizes", leftOut: "left out", command: "made by" };
  return Object.entries(titles).flatMap(([key, title]) => (source[key] === undefined ? [] : [[title, source[key]]]));
}

function describeRecipe({ optimizer, seed, biases }: NonNullable<TraceInfo["recipe"]>): string {
  return `${optimizer}, seed ${seed}, biases ${biases}`;
}

function describeDataset({ name, package: source, version }: NonNullable<TraceInfo["dataset"]>): string {
  return source === "none" ? `${name}, from a folder: --data FOLDER` : `${name}, package ${source} ${version}`;
}

/** More layers than these are counted by kind. */
const mostListed = 40;

function describeModel(model: TraceInfo["model"]): string {
  if (model.length <= mostListed) return model.map(describeLayer).join(", ");
  const counts = new Map<string, number>();
  for (const { kind } of model) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return `${model.length} layers: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")}`;
}

function describeLayer(layer: TraceInfo["model"][number]): string {
  return "outputs" in layer ? `${layer.name} ${layer.inputs}->${layer.outputs}` : layer.name;
}

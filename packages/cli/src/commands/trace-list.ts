import { listTraces, traceForms } from "@lnsim/simulator";
import { scaled } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Handler } from "./handler.ts";

const columns: readonly Column[] = [
  { title: "name", align: "left" },
  { title: "kind", align: "left" },
  { title: "parameters", align: "right" },
  { title: "MACs", align: "right" },
  { title: "what it trains", align: "left", isFlexible: true },
];

const legend = "MACs are those of the forward pass of one sample. A value trace ships as a file; a shape trace is built when it is asked for.";

/** `lnsim trace list` */
export const traceList: Handler<{ format: "table" | "json" }> = async ({ format }, terminal) => {
  const traces = listTraces();
  if (format === "json") {
    await terminal.print(JSON.stringify(traces, null, 2));
    return 0;
  }
  const { columns: width } = terminal;
  const named = traces.map(({ name, kind, parameters, forwardMacs, title }) => [name, kind, scaled(parameters), scaled(forwardMacs), title]);
  const forms = traceForms.map(({ form, title }) => [form, title]);
  const untitled: readonly Column[] = [{ title: "", align: "left" }, { title: "", align: "left", isFlexible: true }];
  await terminal.print([renderTable(columns, named, "", width), renderTable(untitled, forms, "", width), wrapText(legend, width, "")].join("\n\n"));
  return 0;
};

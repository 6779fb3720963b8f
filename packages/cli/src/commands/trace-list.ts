import { listTraces } from "@lnsim/simulator";
import { renderTable } from "../output/table.ts";
import type { Handler } from "./handler.ts";

/** `lnsim trace list` */
export const traceList: Handler<{ format: "table" | "json" }> = async ({ format }, terminal) => {
  const traces = listTraces();
  if (format === "json") {
    await terminal.print(JSON.stringify(traces, null, 2));
    return 0;
  }
  const rows = traces.map(({ name, dataset, title }) => [name, dataset, title]);
  const titles = ["name", "data set", "what it trains"];
  await terminal.print(renderTable(titles.map((title) => ({ title, align: "left", isFlexible: title === "what it trains" })), rows, "", terminal.columns));
  return 0;
};

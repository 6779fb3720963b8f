import { describeMachine, presetNames } from "@lnsim/simulator";
import { renderTable } from "../output/table.ts";
import type { Handler } from "./handler.ts";

/** `lnsim machine list` */
export const machineList: Handler<{ format: "table" | "json" }> = async ({ format }, terminal) => {
  const machines = await Promise.all(presetNames().map((machine) => describeMachine({ machine })));
  if (format === "json") {
    const rows = machines.map(({ name, description, hash }) => ({ name, description, hash }));
    await terminal.print(JSON.stringify(rows, null, 2));
    return 0;
  }
  const rows = machines.map(({ name, description }) => [name, description]);
  await terminal.print(renderTable([{ title: "name", align: "left" }, { title: "what it is", align: "left", isFlexible: true }], rows, "", terminal.columns));
  return 0;
};

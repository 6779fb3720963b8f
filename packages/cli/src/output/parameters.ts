import type { Parameter, ParameterDeclarations } from "@lnsim/contracts";
import { expectation } from "@lnsim/simulator";
import { renderRows } from "./table.ts";
import { wrapText } from "./wrap-text.ts";

const columns = [
  { title: "", align: "left" },
  { title: "", align: "left" },
  { title: "", align: "left", isFlexible: true },
] as const;

/** Parameters with value, what is accepted, and the sentence under each; no line is longer than `width` where words allow. */
export function renderParameters(declarations: ParameterDeclarations, values: { readonly [name: string]: unknown }, width: number): string {
  const entries = Object.entries(declarations);
  const cells = entries.map(([name, parameter]) => [
    name,
    String(values[name] ?? parameter.default),
    `${accepted(parameter)}, default ${parameter.default}`,
  ]);
  const heads = renderRows(columns, cells, "  ", width);
  return entries.map(([, { description }], index) => `${heads[index]}\n${wrapText(description, width, "      ")}`).join("\n");
}

function accepted(parameter: Parameter): string {
  const unit = "unit" in parameter && parameter.unit !== "1" ? ` (${parameter.unit})` : "";
  return expectation(parameter) + unit;
}

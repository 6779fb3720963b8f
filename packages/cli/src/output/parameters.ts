import type { Parameter, ParameterDeclarations } from "@lnsim/contracts";
import { expectation } from "@lnsim/simulator";
import { renderTable } from "./table.ts";
import { wrapText } from "./wrap-text.ts";

/** Parameters with value, what is accepted, and the sentence under each. */
export function renderParameters(declarations: ParameterDeclarations, values: { readonly [name: string]: unknown } = {}): string {
  const names = Object.keys(declarations);
  const heads = renderTable(
    [
      { title: "", align: "left" },
      { title: "", align: "left" },
      { title: "", align: "left" },
    ],
    names.map((name) => {
      const parameter = declarations[name]!;
      return [name, String(values[name] ?? parameter.default), `${accepted(parameter)}, default ${parameter.default}`];
    }),
    "  ",
  ).split("\n");
  return names.map((name, index) => `${heads[index]}\n${wrapText(declarations[name]!.description, 92, "      ")}`).join("\n");
}

function accepted(parameter: Parameter): string {
  const unit = "unit" in parameter && parameter.unit !== "1" ? ` (${parameter.unit})` : "";
  return expectation(parameter) + unit;
}

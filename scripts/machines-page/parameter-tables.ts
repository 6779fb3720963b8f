import type { Parameter } from "@lnsim/contracts";
import { eachParameter, type ParameterTree } from "@lnsim/simulator";

/** A section of a machine description, as a table in Markdown needs it. */
export interface Section {
  readonly name: string;
  readonly parameters: readonly (readonly [name: string, Parameter])[];
}

/** The sections of a description, in declared order; what stands in none is in the section "". */
export function sectionsOf(tree: ParameterTree): readonly Section[] {
  const sections = new Map<string, [string, Parameter][]>();
  for (const [path, parameter] of eachParameter(tree)) {
    const end = path.lastIndexOf(".");
    const name = path.slice(0, Math.max(0, end));
    sections.set(name, [...(sections.get(name) ?? []), [path.slice(end + 1), parameter]]);
  }
  return [...sections].map(([name, parameters]) => ({ name, parameters }));
}

/** One section: a row per parameter with its default, what it accepts, and its sentence. */
export function sectionTable({ parameters }: Section): string {
  const rows = parameters.map(([name, parameter]) => `| \`${name}\` | ${defaultOf(parameter)} | ${accepted(parameter)} | ${cell(parameter.description)} |`);
  return ["| parameter | default | accepts | what it is |", "|---|---|---|---|", ...rows].join("\n");
}

/** A default with its unit. */
export function defaultOf(parameter: Parameter): string {
  const unit = "unit" in parameter && parameter.unit !== "1" ? ` ${parameter.unit}` : "";
  return cell(String(parameter.default)) + unit;
}

function accepted(parameter: Parameter): string {
  switch (parameter.type) {
    case "integer":
    case "number":
      return parameter.maximum >= Number.MAX_SAFE_INTEGER ? `≥ ${parameter.minimum}` : `${parameter.minimum} – ${parameter.maximum}`;
    case "choice":
      return parameter.choices.join(", ");
    case "boolean":
      return "true, false";
    case "text":
      return "text";
  }
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

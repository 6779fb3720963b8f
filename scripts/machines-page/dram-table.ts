import { dramKindParameter, dramParameters } from "@lnsim/hardware";
import { defaultOf } from "./parameter-tables.ts";

/** The section `dram`: a row per parameter with its default for each kind of device. */
export function dramTable(): string {
  const { choices } = dramKindParameter;
  const byKind = choices.map((kind) => dramParameters(kind));
  const rows = Object.entries(byKind[0]!).map(([name, { description }]) => {
    const defaults = byKind.map((parameters) => defaultOf(parameters[name as keyof typeof parameters]));
    const shown = new Set(defaults).size === 1 ? [defaults[0]!, ...defaults.slice(1).map(() => "same")] : defaults;
    return `| \`${name}\` | ${shown.join(" | ")} | ${description.replace(/ Sources of the timings: .*$/, "")} |`;
  });
  return [`| parameter | ${choices.join(" | ")} | what it is |`, `|---|${choices.map(() => "---|").join("")}---|`, ...rows].join("\n");
}

/** Where the timings of each kind are from. */
export function dramSources(): string {
  const sources = dramKindParameter.choices.map((kind) => [kind, dramParameters(kind).tRcdNs.description.split("Sources of the timings: ")[1]!] as const);
  return sources.map(([kind, source]) => `- ${kind}: ${source}`).join("\n");
}

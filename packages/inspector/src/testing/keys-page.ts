import { commandGroups, type Command } from "../commands/command.ts";
import { usage } from "../commands/read-values.ts";
import { commands } from "../commands/table.ts";

/** Marks between which the page is written by the program. */
const begin = "<!-- begin of the generated tables -->";
const end = "<!-- end of the generated tables -->";

/** The page of keys and commands with its tables written anew; what stands around them is kept. */
export function keysPage(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`the page has no place for the tables: ${begin}`);
  const tables = commandGroups.map((group) => tableOf(group, commands.filter((command) => command.group === group)));
  return `${page.slice(0, from + begin.length)}\n\n${tables.join("\n")}\n${page.slice(to)}`;
}

function tableOf(group: string, list: readonly Command[]): string {
  const rows = list.map((command) => `| ${keysOf(command)} | \`${usage(command).replaceAll("|", "\\|")}\` | ${command.summary.replaceAll("|", "\\|")} |`);
  return [`### ${group[0].toUpperCase()}${group.slice(1)}`, "", "| keys | command | what it does |", "|---|---|---|", ...rows, ""].join("\n");
}

/** Keys, each with what it passes to the command. */
function keysOf({ name, keys }: Command): string {
  return keys
    .map(({ key, line }) => {
      const passed = line === name ? "" : line.startsWith(`${name} `) ? ` ${line.slice(name.length + 1)}` : "";
      return `\`${key.replaceAll("|", "\\|")}\`${passed}`;
    })
    .join(", ");
}

import { describeMachine, presetNames, type MachineDescription } from "@lnsim/simulator";
import { dramSources, dramTable } from "./dram-table.ts";
import { sectionTable, sectionsOf } from "./parameter-tables.ts";
import { presetTable } from "./preset-table.ts";
import { readersOf } from "./readers.ts";
import { readSimplifications, simplificationList } from "./simplifications.ts";

const sources = "packages/hardware/src";
/** Has the parameters of another section, with its values as defaults. */
const copiedSection = "numerics.backwardDatapath";

/**
 * The reference of machines with its generated parts as the declarations have them now. A part stands between the lines
 * `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws Error when the page lacks a part.
 */
export async function machinesPage(page: string, root: string): Promise<string> {
  const presets = await Promise.all(presetNames().map((machine) => describeMachine({ machine })));
  const base = presets.find(({ name }) => name === "lns-madam")!;
  const simplifications = readSimplifications(root, sources);
  const parts = {
    presets: presetTable([base, ...presets.filter((preset) => preset !== base)], base),
    simplifications: simplificationList(simplifications, sources),
    parameters: parameters(base),
  };
  return Object.entries(parts).reduce((text, [name, part]) => withPart(text, name, part), page);
}

function parameters({ tree }: MachineDescription): string {
  return sectionsOf(tree)
    .map((section) => {
      const title = section.name === "" ? "### Without a section" : `### \`${section.name}\``;
      const table = section.name === "dram" ? `${dramTable()}\n\n${dramSources()}` : sectionTable(section);
      return [title, readersOf(section.name), ...(section.name === copiedSection ? [] : [table])].join("\n\n");
    })
    .join("\n\n");
}

function withPart(page: string, name: string, part: string): string {
  const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from === -1 || to === -1) throw new Error(`docs/machines.md has no part ${name}`);
  return `${page.slice(0, from + open.length)}\n${part}\n\n${page.slice(to)}`;
}

import type { Plugin } from "@lnsim/contracts";
import type { Registry } from "@lnsim/simulator";
import { renderRows, type Column } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

/** One thing that a plugin offers under a name. */
export interface Member {
  /** Preset, or the family's own name. */
  readonly name: string;
  /** Other names of the same thing. */
  readonly aliases: readonly string[];
  /** Canonical identifier. */
  readonly id: string;
}

/** What a family offers: its default and its presets, each thing once; presets give their names first. */
export function membersOf(registry: Registry, { kind, name, presets }: Plugin): readonly Member[] {
  const names = [...Object.keys(presets ?? {}), name];
  const ids = names.map((each) => registry.resolve(kind, each).id);
  return [...new Set([ids.at(-1)!, ...ids])].map((id) => {
    const [first, ...aliases] = names.filter((_, index) => ids[index] === id);
    return { name: first!, aliases, id };
  });
}

/** Names and parameters of a member, as two cells: "lns8, lns" and "bits=6, gamma=2", or "defaults". */
export function memberCells({ name, aliases, id }: Member): readonly [names: string, parameters: string] {
  const parameters = id.split(":")[1]?.replaceAll(",", ", ") ?? "defaults";
  return [[name, ...aliases].join(", "), parameters];
}

/** Rows under the head of the family that they belong to. */
export interface FamilyTable {
  readonly name: string;
  readonly description: string;
  /** Where the plugin came from. */
  readonly source: string;
  readonly rows: readonly (readonly string[])[];
}

/** Families one below the other, each with its sentence and its rows; all of them share their columns. */
export function renderFamilies(
  families: readonly FamilyTable[],
  columns: readonly Column[],
  { columns: width, styles }: Pick<Terminal, "columns" | "styles">,
): string {
  const [titles, ...rows] = renderRows(columns, families.flatMap((family) => family.rows), "  ", width);
  let next = 0;
  const parts = families.map(({ name, description, source, rows: own }) => {
    const origin = source === "built in" ? "" : ` (${source})`;
    const head = wrapText(`${name}: ${description}${origin}`, width, "").replace(name, styles.bold(name));
    next += own.length;
    return [head, ...rows.slice(next - own.length, next)].join("\n");
  });
  return [titles, ...parts].join("\n\n");
}

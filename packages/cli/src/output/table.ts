/** A column of a text table. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Text cells in aligned columns, two spaces apart; titles in the first line unless they are all empty. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], indent = ""): string {
  const titles = columns.map(({ title }) => title);
  const lines = titles.some((title) => title !== "") ? [titles, ...rows] : rows;
  const widths = columns.map((_, index) => Math.max(0, ...lines.map((line) => displayWidth(line[index] ?? ""))));
  return lines
    .map((line) => {
      const cells = columns.map(({ align }, index) => pad(line[index] ?? "", widths[index]!, align));
      return `${indent}${cells.join("  ")}`.trimEnd();
    })
    .join("\n");
}

function pad(text: string, width: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}

/** Columns that a text takes, colour codes not counted. */
export function displayWidth(text: string): number {
  // oxlint-disable-next-line no-control-regex -- colour codes start with the escape character
  return [...text.replaceAll(/\u001b\[[0-9;]*m/g, "")].length;
}

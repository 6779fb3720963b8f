import { wrapText } from "./wrap-text.ts";

/** A column of a text table. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** Its words wrap where the table would be wider than it may be; at most one column, aligned left. */
  readonly isFlexible?: boolean;
}

/** A column of words narrower than this cannot be read; the table is too wide then. */
const narrowest = 20;

/**
 * Text cells in aligned columns, two spaces apart; titles in the first line unless they are all empty.
 *
 * @param width columns that the table may take, indent included; only a flexible column makes it keep to them
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], indent = "", width = Infinity): string {
  return renderRows(columns, rows, indent, width).join("\n");
}

/** The same row by row, the titles first unless they are all empty; a row that wraps has several lines. */
export function renderRows(columns: readonly Column[], rows: readonly (readonly string[])[], indent: string, width: number): string[] {
  const titles = columns.map(({ title }) => title);
  const given = titles.some((title) => title !== "") ? [titles, ...rows] : rows;
  const flexible = room(columns, given, width - indent.length);
  const wrapped = given.map((line) => wrapFlexible(columns, line, flexible));
  const widths = widthsOf(columns, wrapped.flat());
  return wrapped.map((lines) =>
    lines
      .map((line) => {
        const cells = columns.map(({ align }, index) => pad(line[index] ?? "", widths[index]!, align));
        return `${indent}${cells.join("  ")}`.trimEnd();
      })
      .join("\n"),
  );
}

function widthsOf(columns: readonly Column[], lines: readonly (readonly string[])[]): number[] {
  return columns.map((_, index) => Math.max(0, ...lines.map((line) => displayWidth(line[index] ?? ""))));
}

/** What the other columns leave to the flexible one. */
function room(columns: readonly Column[], lines: readonly (readonly string[])[], width: number): number {
  const others = widthsOf(columns, lines).filter((_, index) => columns[index]!.isFlexible !== true);
  return Math.max(narrowest, width - others.reduce((sum, each) => sum + each + 2, 0));
}

/** The line, and below it what of its flexible cell is left. */
function wrapFlexible(columns: readonly Column[], line: readonly string[], width: number): (readonly string[])[] {
  const at = columns.findIndex(({ isFlexible }) => isFlexible === true);
  const text = line[at] ?? "";
  if (at < 0 || text.length <= width) return [line];
  return wrapText(text, width, "").split("\n").map((part, row) => columns.map((_, index) => (index === at ? part : row === 0 ? (line[index] ?? "") : "")));
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

import type { Styles } from "../output/styles.ts";
import { wrapText } from "../output/wrap-text.ts";

/** What a report is laid out for. */
export interface Layout {
  /** Widest line, in columns. */
  readonly columns: number;
  readonly styles: Styles;
}

/** A section's title, with what it is about behind it. */
export function title(layout: Layout, name: string, about: string): string {
  const start = `${name}  `;
  const wrapped = wrapText(about, layout.columns, " ".repeat(start.length)).slice(start.length);
  return `${layout.styles.bold(name)}  ${layout.styles.dim(wrapped)}`;
}

/** Text whose spaces are no places to break a line at; {@link withSpaces} turns them back when all is wrapped. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", noBreak);
}

/** The text with ordinary spaces. */
export function withSpaces(text: string): string {
  return text.replaceAll(noBreak, " ");
}

const noBreak = "\u00a0";

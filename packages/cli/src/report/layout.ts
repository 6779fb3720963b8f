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

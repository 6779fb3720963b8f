import type { Styles } from "../output/styles.ts";

/** What a report is laid out for. */
export interface Layout {
  /** Widest line, in columns. */
  readonly columns: number;
  readonly styles: Styles;
}

/** A section's title, with what it is about behind it. */
export function title(layout: Layout, name: string, about: string): string {
  return `${layout.styles.bold(name)}  ${layout.styles.dim(about)}`;
}

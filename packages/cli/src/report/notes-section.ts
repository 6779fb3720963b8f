import type { RunResult } from "@lnsim/simulator";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

/** What a reader should know about the figures above. */
export function notesSection({ notes }: RunResult, layout: Layout): string {
  if (notes.length === 0) return "";
  const lines = notes.map((note) => `  - ${wrapText(note, layout.columns, "    ").slice(4)}`);
  return [title(layout, "Notes", ""), ...lines].join("\n").replace(/ +\n/, "\n");
}

import type { Line } from "./spans.ts";

/** A heading within the view. */
export function heading(text: string, width: number): Line {
  return [[text, "title"], [` ${"─".repeat(Math.max(0, width - text.length - 1))}`, "dim"]];
}

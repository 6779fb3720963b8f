import { LnsimError } from "@lnsim/contracts";
import type { Scene } from "./command.ts";

/**
 * Reads a cycle: "1200", "12,345", "1.5M", "50%", "end", "+100" and "-100" from the cursor, "'name" for a bookmark.
 *
 * @throws {LnsimError} code "invalid-value" or "unknown-name".
 */
export function readCycle(word: string, column: number, { study, state }: Scene): number {
  const known = study.timeline.cycles;
  if (word === "end") return endOfStep;
  if (word === "start") return 0;
  if (word.startsWith("'")) return bookmarked(word.slice(1), column, state.bookmarks);
  const match = /^([+-]?)(\d[\d,_]*(?:\.\d+)?)(k|M|G|%)?$/.exec(word);
  if (match === null) throw invalid(word, column);
  const [, sign, digits, unit] = match;
  const amount = Number(digits.replace(/[,_]/g, ""));
  const cycles = Math.round(unit === "%" ? (amount / 100) * known : amount * (unit === undefined ? 1 : scales[unit]));
  if (sign === "") return cycles;
  return Math.max(0, state.cursor + (sign === "-" ? -cycles : cycles));
}

/** Stands for the last cycle of the step: a live session is simulated up to it. */
export const endOfStep = Number.MAX_SAFE_INTEGER - 1;

const scales: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9 };

function bookmarked(name: string, column: number, bookmarks: Scene["state"]["bookmarks"]): number {
  const found = bookmarks.find((bookmark) => bookmark.name === name);
  if (found !== undefined) return found.cycle;
  throw new LnsimError({ code: "unknown-name", message: `there is no bookmark "${name}"`, path: `column ${column + 1}`, found: name, expected: bookmarks.map((bookmark) => bookmark.name).join(", ") || "a bookmark that was set before" });
}

function invalid(word: string, column: number): LnsimError {
  return new LnsimError({ code: "invalid-value", message: `"${word}" is no cycle`, path: `column ${column + 1}`, found: word, expected: "1200, 12,345, 1.5M, 50%, start, end, +100, -100, or 'name of a bookmark" });
}

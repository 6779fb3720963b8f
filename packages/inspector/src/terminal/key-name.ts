import type { BlessedKey } from "./blessed-screen.ts";

/** The key table's name of a key: the character it types, or its name ("enter", "C-c", "left"); null: not a key of its own. */
export function keyName(character: string | undefined, { full }: BlessedKey): string | null {
  // Blessed says "enter" once more for every "return".
  if (full === "return") return null;
  if (character === " ") return "space";
  if (character !== undefined && character.length > 0 && character >= " " && character !== "\x7f" && !full.startsWith("M-")) return character;
  return full.length === 0 || full === "undefined" ? null : full;
}

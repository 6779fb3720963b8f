import type { CellGrid } from "./cell-grid.ts";

/** What ASCII terminals show instead of lines, blocks and signs. */
const plain: Readonly<Record<string, string>> = {
  "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "┆": ":", "━": "=", "╌": "-", "▁": ".", "▂": ".", "▃": ":", "▄": ":", "▅": "+", "▆": "+", "▇": "*", "█": "#", "▏": ".", "▎": ".", "▍": ":", "▌": ":", "▋": "+", "▊": "+", "▉": "*", "►": ">", "◄": "<", "▸": "+", "▾": "-", "▼": "v", "◂": "<", "←": "<", "→": ">", "↑": "^", "↓": "v", "·": ".", "…": "~", "×": "x", "•": "*", "◆": "*", "≠": "#", "≈": "~", "±": "+", "Σ": "S", "Δ": "d", "²": "2", "–": "-", "≤": "<", "≥": ">", "†": "!", "µ": "u",
};

/** The rows of a grid as lines, without blanks at their ends. */
export function textOf(grid: CellGrid): string {
  const lines: string[] = [];
  for (let y = 0; y < grid.height; y++) lines.push(grid.characters.slice(y * grid.width, (y + 1) * grid.width).join("").trimEnd());
  return `${lines.join("\n")}\n`;
}

/** The same grid in ASCII alone; signs it has no stand-in for become "?". */
export function asciiGrid(grid: CellGrid): CellGrid {
  return { ...grid, characters: grid.characters.map((character) => (character < "\x7f" ? character : (plain[character] ?? "?"))) };
}

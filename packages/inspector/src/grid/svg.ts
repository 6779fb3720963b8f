import type { CellGrid } from "./cell-grid.ts";
import { hexColour } from "./hex-colour.ts";
import type { StyleName } from "./style.ts";
import type { Look, Theme } from "./theme.ts";

/** Sizes of a cell in pixels; the height is that of a line of text without a gap, so that blocks join. */
const cellWidth = 8.4;
const cellHeight = 17;
const baseline = 13;

/** Paper and ink where a theme leaves them to the terminal. */
const papers = { dark: { paper: "#161616", ink: "#d0d0d0" }, light: { paper: "#ffffff", ink: "#222222" } } as const;

/** A grid as an SVG document: a rectangle per run of a background, a text per run of a style, all as wide as its cells. */
export function svgOf(grid: CellGrid, theme: Theme, paper: keyof typeof papers = "dark"): string {
  const width = number(grid.width * cellWidth);
  const height = grid.height * cellHeight;
  const parts = [`<rect width="${width}" height="${height}" fill="${papers[paper].paper}"/>`];
  for (let y = 0; y < grid.height; y++) for (const run of runsOf(grid, y)) parts.push(...drawRun(run, y, theme[run.style], paper));
  const style = 'font-family="ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${style}>\n${parts.join("\n")}\n</svg>\n`;
}

interface Run {
  readonly x: number;
  readonly cells: number;
  readonly text: string;
  readonly style: StyleName;
}

function runsOf(grid: CellGrid, y: number): readonly Run[] {
  const runs: Run[] = [];
  const row = y * grid.width;
  let start = 0;
  for (let x = 1; x <= grid.width; x++) {
    if (x < grid.width && grid.styles[row + x] === grid.styles[row + start]) continue;
    runs.push({ x: start, cells: x - start, text: grid.characters.slice(row + start, row + x).join(""), style: grid.styles[row + start] });
    start = x;
  }
  return runs;
}

function drawRun({ x, cells, text }: Run, y: number, look: Look, paper: keyof typeof papers): readonly string[] {
  const own = { foreground: papers[paper].ink, background: papers[paper].paper };
  const ink = look.foreground === null ? own.foreground : hexColour(look.foreground);
  const behind = look.background === null ? null : hexColour(look.background);
  const [fill, back] = look.isInverse ? [behind ?? own.background, ink] : [ink, behind];
  const shown = text.trim();
  const place = `x="${number((x + text.indexOf(shown)) * cellWidth)}" textLength="${number([...shown].length * cellWidth)}"`;
  const area = back === null ? [] : [`<rect x="${number(x * cellWidth)}" y="${y * cellHeight}" width="${number(cells * cellWidth)}" height="${cellHeight}" fill="${back}"/>`];
  if (shown === "") return area;
  const weight = look.isBold ? ' font-weight="bold"' : "";
  return [...area, `<text ${place} y="${y * cellHeight + baseline}" fill="${fill}"${weight}>${escaped(shown)}</text>`];
}

function escaped(text: string): string {
  // Readers make one of several blanks.
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(" ", "\u00a0");
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

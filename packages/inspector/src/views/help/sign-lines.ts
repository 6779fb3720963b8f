import type { Line, Span } from "../../grid/spans.ts";
import { categoryName, firstCause, type Palette } from "../../model/palette.ts";
import { signOf } from "../sign.ts";

/** What cells of the timeline mean. */
export function signLines(palette: Palette, width: number): readonly Line[] {
  return [
    [["cells", "title"], ["  what takes the largest share of a cell's cycles, and whether it is all of it", "dim"]],
    [" ", ["█", "work"], " work alone        ", ["▃", "work"], " mostly work, as high as its share"],
    [" ", ["M", "stall0"], " a stall alone     ", ["m", "mixed0"], " mostly that stall"],
    ["   idle: blank       ", ["·", "idle"], " mostly idle"],
    [" ", ["▃", "level"], " a queue, as high as it is full on average"],
    ...causeLines(palette, width),
  ];
}

function causeLines(palette: Palette, width: number): readonly Line[] {
  const lines: Span[][] = [[" "]];
  let used = 1;
  for (const index of palette.causes.keys()) {
    const { character, style } = signOf(palette, firstCause + index);
    const text = ` ${categoryName(palette, firstCause + index)}   `;
    if (used + text.length + 1 > width) {
      lines.push([" "]);
      used = 1;
    }
    lines.at(-1)!.push([character, style], text);
    used += text.length + 1;
  }
  return lines;
}

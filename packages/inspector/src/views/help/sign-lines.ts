import type { Line, Span } from "../../grid/spans.ts";
import { categoryName, firstCause, type Palette } from "../../model/palette.ts";
import { signOf } from "../sign.ts";

/** What cells of the timeline mean. */
export function signLines(palette: Palette, width: number): readonly Line[] {
  return [
    [["cells", "title"], ["  a cell shows what takes the largest share of its cycles, and whether it is all of it", "dim"]],
    [" ", ["█", "work"], " work and nothing else   ", ["▃", "work"], " mostly work, as high as its share   ", ["·", "idle"], " mostly idle   blank: idle"],
    [" ", ["M", "stall0"], " a stall and nothing else   ", ["m", "mixed0"], " mostly that stall   ", ["▃", "level"], " a queue, as high as it is full"],
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

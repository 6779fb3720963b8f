import type { Canvas } from "../../grid/canvas.ts";
import { putLine, type Line, type Span } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { selectedNode } from "../../commands/selection.ts";
import { percent } from "../../format/number.ts";
import { lanesOf } from "../../model/cells.ts";
import type { LaneGeometry } from "../../model/lane-geometry.ts";
import { categoryName, firstCause, idleCategory, workCategory, type Palette } from "../../model/palette.ts";
import { signOf } from "../sign.ts";

/** Lines of the legend: shares of the window and of the cursor's column; and the signs of all causes where there is room. */
export function legendHeight(palette: Palette, { width, height }: Canvas): number {
  return height < 26 ? 2 : 3 + signLines(palette, width).length;
}

/** What the selected row does in the window and in the cursor's column, with the sign of each cause. */
export function drawLegend(scene: Scene, canvas: Canvas, geometry: LaneGeometry): void {
  const { study, state } = scene;
  const { from, to, cyclesPerColumn } = geometry;
  const columnFrom = from + Math.max(0, Math.floor((state.cursor - from) / cyclesPerColumn)) * cyclesPerColumn;
  const columnTo = Math.min(study.timeline.cycles, columnFrom + cyclesPerColumn);
  const { blocks } = selectedNode(scene);
  const lines = [
    { label: "window", from, to },
    { label: "column", from: columnFrom, to: columnTo },
  ];
  let y = 0;
  if (canvas.height > 2) {
    canvas.rule(y++, "─");
    for (const line of signLines(study.palette, canvas.width)) putLine(canvas, 0, y++, line);
  }
  for (const { label, from, to } of lines) {
    canvas.put(0, y, label, "dim");
    if (to > from) drawShares(study.palette, canvas, { y: y++, shares: sharesIn(scene, blocks, from, to) });
  }
}

function sharesIn({ study }: Scene, blocks: readonly number[], from: number, to: number): Float64Array {
  const [lane] = lanesOf(study, [blocks], Float64Array.of(from, to));
  return lane.cycles.map((cycles) => cycles / lane.totals[0]);
}

/** Categories with their shares, the largest first. */
function drawShares(palette: Palette, canvas: Canvas, { y, shares }: { readonly y: number; readonly shares: Float64Array }): void {
  const order = [...shares.keys()].filter((category) => shares[category] > 0).toSorted((a, b) => shares[b] - shares[a] || a - b);
  let x = 8;
  for (const category of order) {
    const { character, style } = signOf(palette, category);
    const text = ` ${categoryName(palette, category)} ${percent(shares[category])}`;
    if (x + text.length + 1 > canvas.width) return;
    canvas.cell(x, y, character, style);
    x = canvas.put(x + 1, y, text) + 2;
  }
}

/** Work, idleness and every cause with their signs, in as many lines as it takes. */
function signLines(palette: Palette, width: number): readonly Line[] {
  const lines: Span[][] = [[]];
  let used = 0;
  for (const category of [workCategory, idleCategory, ...palette.causes.keys().map((index) => firstCause + index)]) {
    const { character, style } = signOf(palette, category);
    const text = ` ${categoryName(palette, category)}  `;
    if (used + text.length + 1 > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push([character, style], [text, "dim"]);
    used += text.length + 1;
  }
  return lines;
}

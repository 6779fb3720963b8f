import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { columnOf, laneGeometry } from "../../model/lane-geometry.ts";
import { rowsOf } from "../../model/rows.ts";
import { drawLegend, legendHeight } from "./legend.ts";
import { drawOps, opLines } from "./op-lines.ts";
import { drawRows } from "./draw-rows.ts";
import { drawRuler } from "./ruler.ts";

/** Blocks down, cycles across: ops, ruler, rows, and what the selected row does. */
export function drawTimeline(scene: Scene, canvas: Canvas): void {
  const { study, state, width } = scene;
  const geometry = laneGeometry(study.timeline, state, width);
  const rows = rowsOf(study, state, geometry);
  const above = opLines(canvas.height);
  const below = legendHeight(study.palette, canvas);
  drawOps(scene, canvas.part({ x: 0, y: 0, width, height: above }), geometry);
  drawRuler(scene, canvas.part({ x: 0, y: above, width, height: 1 }), geometry);
  const body = canvas.part({ x: 0, y: above + 1, width, height: canvas.height - above - 1 - below });
  drawRows(scene, body, { geometry, rows });
  drawLegend(scene, canvas.part({ x: 0, y: canvas.height - below, width, height: below }), geometry);
  const cursor = columnOf(geometry, state.cursor);
  if (cursor >= 0 && cursor < geometry.columns) body.tint({ x: geometry.gutter + cursor, y: 0, width: 1, height: Math.min(body.height, rows.length) }, "cursor");
}

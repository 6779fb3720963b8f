import { columnCell } from "../../grid/bar.ts";
import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { selectedNode } from "../../commands/selection.ts";
import { short } from "../../format/number.ts";
import { cut } from "../../format/text.ts";
import { lanesOf } from "../../model/cells.ts";
import { columnOf, edgesOf, laneGeometry, runGeometry } from "../../model/lane-geometry.ts";
import { workCategory } from "../../model/palette.ts";

/** The whole run in one row: the share of work of the selected row, where the window is, and the cursor. */
export function drawMiniMap(scene: Scene, canvas: Canvas): void {
  const { study, state, width } = scene;
  const run = runGeometry(study.timeline, width);
  const node = selectedNode(scene);
  const lanes = canvas.part({ x: run.gutter, y: 0, width: run.columns, height: 1 });
  canvas.put(0, 0, cut(`run ${short(study.timeline.cycles)}`, run.gutter - 1), "dim");
  if (run.filled === 0) return;
  const [lane] = study.memory.recall("run", `${node.key} ${width} ${study.timeline.cycles}`, () => lanesOf(study, [node.blocks], edgesOf(run)));
  for (let column = 0; column < run.filled; column++) {
    lanes.cell(column, 0, columnCell(lane.cycles[column * lane.categories + workCategory] / lane.totals[column]), "work");
  }
  const window = laneGeometry(study.timeline, state, width);
  const first = columnOf(run, window.from);
  if (window.to - window.from < study.timeline.cycles) lanes.tint({ x: first, y: 0, width: Math.max(1, columnOf(run, window.to - 1) - first + 1), height: 1 }, "selected");
  lanes.tint({ x: columnOf(run, state.cursor), y: 0, width: 1, height: 1 }, "cursor");
  const goto = (x: number): string => `goto ${Math.min(study.timeline.cycles - 1, x * run.cyclesPerColumn)}`;
  lanes.onMouse({ click: goto, drag: goto });
}

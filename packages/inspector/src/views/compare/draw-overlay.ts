import type { RecordedOp } from "@lnsim/recording";
import type { Canvas } from "../../grid/canvas.ts";
import type { StyleName } from "../../grid/style.ts";
import type { Scene } from "../../commands/command.ts";
import { selectedNode } from "../../commands/selection.ts";
import { grouped, shortPercent } from "../../format/number.ts";
import { cut } from "../../format/text.ts";
import { lanesOf, sharesOf } from "../../model/cells.ts";
import type { ComparedOp } from "../../model/compare-ops.ts";
import { workCategory } from "../../model/palette.ts";
import type { Study } from "../../model/study.ts";
import { tickStep } from "../timeline/ruler.ts";
import { laneCell } from "../timeline/lane-cell.ts";

/** An op in both runs, from its beginning on, at one scale; a third row marks the columns that look different. */
export function drawOverlay(scene: Scene, canvas: Canvas, { pair, other }: { readonly pair: ComparedOp; readonly other: Study }): void {
  const op = pair.a ?? pair.b!;
  const gutter = 22;
  const columns = canvas.width - gutter;
  const cyclesPerColumn = Math.max(1, Math.ceil(Math.max(pair.cyclesA, pair.cyclesB) / columns));
  canvas.rule(0, "─");
  canvas.put(1, 0, ` ${op.name} ${op.pass}, ${op.shape}, in both `, "title");
  const ruler = canvas.part({ x: gutter, y: 1, width: columns, height: 1 });
  canvas.put(1, 1, `${grouped(cyclesPerColumn)} a column`, "dim");
  const step = tickStep(cyclesPerColumn * 13);
  for (let offset = 0; offset < columns * cyclesPerColumn; offset += step) ruler.put(Math.floor(offset / cyclesPerColumn), 0, `│+${grouped(offset)}`, "dim");
  const key = selectedNode(scene).key;
  const a = pair.a === null ? [] : drawLaneOf(scene.study, canvas, { y: 2, label: "A", key, op: pair.a, gutter, cyclesPerColumn });
  const b = pair.b === null ? [] : drawLaneOf(other, canvas, { y: 3, label: "B", key, op: pair.b, gutter, cyclesPerColumn });
  canvas.put(1, 4, "differs", "dim");
  for (let column = 0; column < Math.max(a.length, b.length); column++) if (a[column] !== b[column]) canvas.cell(gutter + column, 4, "^", "mark");
}

interface LaneOf {
  readonly y: number;
  readonly label: string;
  readonly key: string;
  readonly op: RecordedOp;
  readonly gutter: number;
  readonly cyclesPerColumn: number;
}

/** Draws a lane of an op; returns what its columns look like. */
function drawLaneOf(study: Study, canvas: Canvas, { y, label, key, op, gutter, cyclesPerColumn }: LaneOf): readonly string[] {
  const node = study.tree.nodes.get(key);
  canvas.put(1, y, label, "key");
  if (node === undefined || op.to === op.from) return [];
  const columns = Math.ceil((op.to - op.from) / cyclesPerColumn);
  const edges = Float64Array.from({ length: columns + 1 }, (_, column) => Math.min(op.to, op.from + column * cyclesPerColumn));
  const [lane] = lanesOf(study, [node.blocks], edges);
  canvas.put(3, y, cut(key, gutter - 9));
  canvas.putRight(gutter - 1, y, shortPercent(sharesOf(lane)[workCategory]), "dim");
  return Array.from({ length: columns }, (_, column) => {
    const { character, style }: { character: string; style: StyleName } = laneCell(study.palette, lane, column);
    canvas.cell(gutter + column, y, character, style);
    return character;
  });
}

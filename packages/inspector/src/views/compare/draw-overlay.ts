import type { RecordedOp } from "@lnsim/recording";
import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { grouped, shortPercent } from "../../format/number.ts";
import { cutFront } from "../../format/text.ts";
import { lanesOf, sharesOf, type Lane } from "../../model/cells.ts";
import type { ComparedOp } from "../../model/compare-ops.ts";
import { categoryName, workCategory, type Palette } from "../../model/palette.ts";
import type { Study } from "../../model/study.ts";
import { laneCell } from "../timeline/lane-cell.ts";
import { tickStep } from "../timeline/ruler.ts";
import { opTitle } from "../../model/op-title.ts";

/** Columns in front of the lanes. */
const gutter = 22;

/** Rows that a block takes: both runs, and where they differ. */
const rowsEach = 3;

/** An op in both runs, from its beginning on, at one scale: the selected block, the pinned ones, then the others, as many as fit. */
export function drawOverlay(scene: Scene, canvas: Canvas, { pair, other }: { readonly pair: ComparedOp; readonly other: Study }): void {
  const op = pair.a ?? pair.b!;
  const columns = canvas.width - gutter;
  const cyclesPerColumn = Math.max(1, Math.ceil(Math.max(pair.cyclesA, pair.cyclesB) / columns));
  canvas.rule(0, "─");
  canvas.put(1, 0, ` ${opTitle(op)}, ${op.shape}, in both `, "title");
  drawRuler(canvas, columns, cyclesPerColumn);
  const keys = blocksInOrder(scene).slice(0, Math.max(1, Math.floor((canvas.height - 2) / rowsEach)));
  const a = lanesIn(scene.study, keys, pair.a, cyclesPerColumn);
  const b = lanesIn(other, keys, pair.b, cyclesPerColumn);
  for (const [index, key] of keys.entries()) {
    const part = canvas.part({ x: 0, y: 2 + index * rowsEach, width: canvas.width, height: rowsEach });
    drawLane(part, 0, { label: "A", key, palette: scene.study.palette, lane: a[index] });
    drawLane(part, 1, { label: "B", key, palette: other.palette, lane: b[index] });
    drawMarks(part, [a[index], b[index]], [scene.study.palette, other.palette]);
  }
}

function drawRuler(canvas: Canvas, columns: number, cyclesPerColumn: number): void {
  const ruler = canvas.part({ x: gutter, y: 1, width: columns, height: 1 });
  canvas.put(1, 1, `${grouped(cyclesPerColumn)} a column`, "dim");
  const step = tickStep(cyclesPerColumn * 13);
  for (let offset = 0; offset < columns * cyclesPerColumn; offset += step) ruler.put(Math.floor(offset / cyclesPerColumn), 0, `│+${grouped(offset)}`, "dim");
}

function blocksInOrder({ study, state }: Scene): readonly string[] {
  return [...new Set([state.selected, ...state.pinned, ...study.timeline.layout.blocks.map(({ name }) => name)])];
}

/** Lanes of blocks in the cycles of an op; null where a run does not have the block or the op. */
function lanesIn(study: Study, keys: readonly string[], op: RecordedOp | null, cyclesPerColumn: number): readonly (Lane | null)[] {
  if (op === null || op.to === op.from) return keys.map(() => null);
  const columns = Math.ceil((op.to - op.from) / cyclesPerColumn);
  const edges = Float64Array.from({ length: columns + 1 }, (_, column) => Math.min(op.to, op.from + column * cyclesPerColumn));
  const nodes = keys.map((key) => study.tree.nodes.get(key));
  const lanes = lanesOf(study, nodes.map((node) => node?.blocks ?? []), edges);
  return lanes.map((lane, index) => (nodes[index] === undefined ? null : lane));
}

interface DrawnLane {
  readonly label: string;
  readonly key: string;
  readonly palette: Palette;
  readonly lane: Lane | null;
}

function drawLane(canvas: Canvas, y: number, { label, key, palette, lane }: DrawnLane): void {
  canvas.put(1, y, label, "key");
  canvas.put(3, y, cutFront(key, gutter - 9));
  if (lane === null) return;
  canvas.putRight(gutter - 1, y, shortPercent(sharesOf(lane)[workCategory]), "dim");
  for (let column = 0; column < lane.columns; column++) {
    const { character, style } = laneCell(palette, lane, column);
    canvas.cell(gutter + column, y, character, style);
  }
}

/** Marks the columns in which the shares differ, whether their cells look different or not. */
function drawMarks(canvas: Canvas, [a, b]: readonly (Lane | null)[], palettes: readonly Palette[]): void {
  const columns = Math.max(a?.columns ?? 0, b?.columns ?? 0);
  for (let column = 0; column < columns; column++) {
    if (sharesText(a, palettes[0], column) !== sharesText(b, palettes[1], column)) canvas.cell(gutter + column, 2, "^", "mark");
  }
}

/** Cycles by category in a column; categories go by their names. */
function sharesText(lane: Lane | null, palette: Palette, column: number): string {
  if (lane === null || column >= lane.columns) return "";
  const parts: string[] = [];
  for (let category = 0; category < lane.categories; category++) {
    const cycles = lane.cycles[column * lane.categories + category];
    if (cycles > 0) parts.push(`${categoryName(palette, category)} ${cycles}`);
  }
  return parts.toSorted().join(",");
}

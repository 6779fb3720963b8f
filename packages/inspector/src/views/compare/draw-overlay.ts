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
import { tilesIn } from "../../model/ops.ts";
import { tileEdges, tileScale } from "../../model/tile-columns.ts";

/** Columns in front of the lanes. */
const gutter = 22;

/** Rows that a block takes: both runs, and where they differ. */
const rowsEach = 3;

/** Tiles of an op that are shown side by side at most; of more, cycles are. */
const mostTiles = 50_000;

/** Where the columns of both runs are cut; null: a run without the op. */
interface Columns {
  readonly a: Float64Array | null;
  readonly b: Float64Array | null;
  /** What stands above them, by column, and how wide one is. */
  readonly ticks: readonly { readonly column: number; readonly label: string }[];
  readonly scale: string;
}

/** An op in both runs, aligned by cycles or by tiles: the selected block, the pinned ones, then the others, as many as fit. */
export function drawOverlay(scene: Scene, canvas: Canvas, { pair, other }: { readonly pair: ComparedOp; readonly other: Study }): void {
  const op = pair.a ?? pair.b!;
  const columns = columnsOf(scene, other, pair, canvas.width - gutter);
  canvas.rule(0, "─");
  canvas.put(1, 0, ` ${opTitle(op)}, ${op.shape}, ${pair.a === null ? "in B only" : pair.b === null ? "in A only" : "in both"}; a: by ${scene.state.alignment === "op" ? "tile" : "cycle"} `, "title");
  canvas.put(1, 1, columns.scale, "dim");
  const ruler = canvas.part({ x: gutter, y: 1, width: canvas.width - gutter, height: 1 });
  for (const { column, label } of columns.ticks) ruler.put(column, 0, `│${label}`, "dim");
  const keys = blocksInOrder(scene).slice(0, Math.max(1, Math.floor((canvas.height - 2) / rowsEach)));
  const a = lanesIn(scene.study, keys, columns.a);
  const b = lanesIn(other, keys, columns.b);
  for (const [index, key] of keys.entries()) {
    const part = canvas.part({ x: 0, y: 2 + index * rowsEach, width: canvas.width, height: rowsEach });
    drawLane(part, 0, { label: "A", key, palette: scene.study.palette, lane: a[index] });
    drawLane(part, 1, { label: "B", key, palette: other.palette, lane: b[index] });
    drawMarks(part, [a[index], b[index]], [scene.study.palette, other.palette]);
  }
}

function columnsOf(scene: Scene, other: Study, pair: ComparedOp, width: number): Columns {
  const tiles = scene.state.alignment === "tile" ? columnsByTile(scene.study, other, pair, width) : null;
  return tiles ?? columnsByCycle(pair, width);
}

function columnsByCycle({ a, b, cyclesA, cyclesB }: ComparedOp, width: number): Columns {
  const cyclesPerColumn = Math.max(1, Math.ceil(Math.max(cyclesA, cyclesB) / width));
  const edges = (op: RecordedOp | null): Float64Array | null => {
    if (op === null || op.to === op.from) return null;
    return Float64Array.from({ length: Math.ceil((op.to - op.from) / cyclesPerColumn) + 1 }, (_, column) => Math.min(op.to, op.from + column * cyclesPerColumn));
  };
  const step = tickStep(cyclesPerColumn * 13);
  const ticks = Array.from({ length: Math.ceil((width * cyclesPerColumn) / step) }, (_, tick) => ({ column: Math.floor((tick * step) / cyclesPerColumn), label: `+${grouped(tick * step)}` }));
  return { a: edges(a), b: edges(b), ticks, scale: `${grouped(cyclesPerColumn)} a column` };
}

/** Columns of the same tiles; null where a run has none, or too many. */
function columnsByTile(study: Study, other: Study, { a, b }: ComparedOp, width: number): Columns | null {
  if (a === null || b === null) return null;
  const [tilesA, tilesB] = [tilesIn(study.recording, a, mostTiles), tilesIn(other.recording, b, mostTiles)];
  if (tilesA === null || tilesB === null || tilesA.length === 0 || tilesB.length === 0) return null;
  const runs = [{ op: a, tiles: tilesA }, { op: b, tiles: tilesB }] as const;
  const scale = tileScale(runs, width);
  const step = tickStep((13 * scale.tilesPerColumn) / scale.columnsPerTile);
  const most = Math.max(tilesA.length, tilesB.length);
  const ticks = Array.from({ length: Math.ceil(most / step) }, (_, tick) => ({ column: Math.floor((tick * step * scale.columnsPerTile) / scale.tilesPerColumn), label: `tile ${grouped(tick * step + 1)}` }));
  const text = scale.tilesPerColumn > 1 ? `${grouped(scale.tilesPerColumn)} tiles a column` : `1/${scale.columnsPerTile} tile a column`;
  return { a: tileEdges(runs[0], scale), b: tileEdges(runs[1], scale), ticks, scale: text };
}

function blocksInOrder({ study, state }: Scene): readonly string[] {
  return [...new Set([state.selected, ...state.pinned, ...study.timeline.layout.blocks.map(({ name }) => name)])];
}

/** Lanes of blocks; null where a run does not have the block or the op. */
function lanesIn(study: Study, keys: readonly string[], edges: Float64Array | null): readonly (Lane | null)[] {
  if (edges === null) return keys.map(() => null);
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

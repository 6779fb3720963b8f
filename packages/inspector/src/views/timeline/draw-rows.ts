import { columnCell } from "../../grid/bar.ts";
import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { shortPercent } from "../../format/number.ts";
import { cut, cutFront } from "../../format/text.ts";
import { lanesOf, sharesOf, type Lane } from "../../model/cells.ts";
import { edgesOf, type LaneGeometry } from "../../model/lane-geometry.ts";
import { workCategory } from "../../model/palette.ts";
import type { Row } from "../../model/rows.ts";
import { laneCell } from "./lane-cell.ts";

/** What is drawn where. */
export interface RowsOnScreen {
  readonly geometry: LaneGeometry;
  readonly rows: readonly Row[];
}

/** The rows that fit, around the selected one; pinned ones stay on top. */
export function drawRows(scene: Scene, canvas: Canvas, { geometry, rows }: RowsOnScreen): void {
  const shown = rowsThatFit(rows, scene.state.selected, canvas.height);
  const edges = edgesOf(geometry);
  const key = `${geometry.from} ${geometry.to} ${geometry.cyclesPerColumn}`;
  const sets = shown.map((row) => (row.kind === "node" ? row.node.blocks : []));
  const lanes = geometry.filled === 0 ? [] : scene.study.memory.recall("lanes", `${key} ${shown.map((row) => (row.kind === "node" ? row.node.key : "")).join(" ")}`, () => lanesOf(scene.study, sets, edges));
  const links = shown.flatMap((row) => (row.kind === "link" ? [row.link] : []));
  const queues = scene.study.memory.recall("queues", `${key} ${links.join(" ")}`, () => new Map(links.map((link) => [link, scene.study.timeline.occupied(link, edges)])));
  for (const [y, row] of shown.entries()) {
    const line = canvas.part({ x: 0, y, width: canvas.width, height: 1 });
    if (row.kind === "link") drawLink(scene, line, { row, geometry, edges, sums: queues.get(row.link)! });
    else drawNode(scene, line, { row, geometry, lane: lanes[y] });
  }
  if (rows.length > shown.length) canvas.putRight(geometry.gutter, canvas.height - 1, `${shown.length} of ${rows.length} rows`, "dim");
}

/** Pinned rows, and of the others those around the selected one. */
export function rowsThatFit(rows: readonly Row[], selected: string, height: number): readonly Row[] {
  const pinned = rows.filter((row) => row.kind === "node" && row.isPinned).slice(0, Math.max(0, height - 1));
  const others = rows.filter((row) => row.kind !== "node" || !row.isPinned);
  // The last line tells that there are more.
  const room = pinned.length + others.length > height ? height - pinned.length - 1 : others.length;
  const place = Math.max(0, others.findIndex((row) => row.kind === "node" && row.node.key === selected));
  const top = Math.max(0, Math.min(others.length - room, place - Math.floor(room / 2)));
  return [...pinned, ...others.slice(top, top + room)];
}

interface NodeLine {
  readonly row: Extract<Row, { kind: "node" }>;
  readonly geometry: LaneGeometry;
  readonly lane: Lane | undefined;
}

function drawNode(scene: Scene, line: Canvas, { row: { node, label, depth, isPinned }, geometry, lane }: NodeLine): void {
  const { state, study } = scene;
  const isSelected = node.key === state.selected;
  const sign = node.children.length === 0 || isPinned ? " " : state.folded.includes(node.key) ? "▸" : "▾";
  const name = `${" ".repeat(depth)}${isPinned ? "•" : sign}${label}`;
  const room = geometry.gutter - 6;
  line.put(0, 0, cutFront(name, room), isSelected ? "selected" : node.block === null ? "dim" : "plain");
  if (isSelected) line.tint({ x: 0, y: 0, width: geometry.gutter - 1, height: 1 }, "selected");
  line.part({ x: 0, y: 0, width: geometry.gutter, height: 1 }).onMouse({
    click: (x) => (x <= depth + 1 && node.children.length > 0 ? `fold ${node.key}` : `select ${node.key}`),
    wheelUp: () => "up 3",
    wheelDown: () => "down 3",
  });
  if (lane === undefined) return;
  line.putRight(geometry.gutter - 1, 0, shortPercent(sharesOf(lane)[workCategory]), isSelected ? "selected" : "dim");
  for (let column = 0; column < lane.columns; column++) {
    const { character, style } = laneCell(study.palette, lane, column);
    line.cell(geometry.gutter + column, 0, character, style);
  }
  onLane(scene, line, geometry, node.key);
}

interface LinkLine {
  readonly row: Extract<Row, { kind: "link" }>;
  readonly geometry: LaneGeometry;
  readonly edges: Float64Array;
  /** Sum of its messages over the cycles of each column. */
  readonly sums: Float64Array;
}

/** How full a queue is: its mean over each column, of its capacity. */
function drawLink(scene: Scene, line: Canvas, { row: { link, label, depth, owner }, geometry, edges, sums }: LinkLine): void {
  const { timeline } = scene.study;
  const { capacity } = timeline.layout.links[link];
  line.put(0, 0, cut(" ".repeat(depth + 1) + label, geometry.gutter - 6), "level");
  if (geometry.filled === 0) return;
  let total = 0;
  for (const [column, sum] of sums.entries()) {
    total += sum;
    line.cell(geometry.gutter + column, 0, columnCell(sum / (capacity * (edges[column + 1] - edges[column]))), "level");
  }
  line.putRight(geometry.gutter - 1, 0, shortPercent(total / (capacity * (geometry.to - geometry.from))), "dim");
  onLane(scene, line, geometry, owner.key);
}

function onLane({ study }: Scene, line: Canvas, { gutter, from, cyclesPerColumn, columns }: LaneGeometry, key: string): void {
  const cycleAt = (x: number): number => Math.min(study.timeline.cycles - 1, from + x * cyclesPerColumn);
  const middleOf = (x: number): number => Math.min(study.timeline.cycles - 1, from + Math.floor((x + 0.5) * cyclesPerColumn));
  line.part({ x: gutter, y: 0, width: columns, height: 1 }).onMouse({
    click: (x) => `select ${key}; goto ${cycleAt(x)}`,
    drag: (x) => `goto ${cycleAt(x)}`,
    wheelUp: (x) => `zoom in ${middleOf(x)}`,
    wheelDown: (x) => `zoom out ${middleOf(x)}`,
  });
}

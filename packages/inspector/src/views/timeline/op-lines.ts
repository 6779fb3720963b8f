import type { RecordedOp } from "@lnsim/recording";
import type { Canvas } from "../../grid/canvas.ts";
import type { StyleName } from "../../grid/style.ts";
import type { Scene } from "../../commands/command.ts";
import { columnOf, type LaneGeometry } from "../../model/lane-geometry.ts";
import { lastOp, opIndexAt, passColour, tilesIn } from "../../model/ops.ts";
import { opTitle } from "../../model/op-title.ts";

/** Lines for passes, ops and tiles: ops alone where there is little room. */
export function opLines(height: number): number {
  return height < 26 ? 1 : 3;
}

/** A stretch of cycles with a name. */
interface Stretch {
  readonly label: string;
  readonly style: StyleName;
  readonly from: number;
  readonly to: number;
}

/** Names of passes, ops and tiles above their cycles. */
export function drawOps({ study }: Scene, canvas: Canvas, geometry: LaneGeometry): void {
  const { from, to, gutter, columns } = geometry;
  const last = to === study.timeline.cycles ? lastOp(study) : null;
  const ops = [...opsIn(study.recording.ops, from, to), ...(last === null ? [] : [last])];
  const line = (y: number): Canvas => canvas.part({ x: gutter, y, width: columns, height: 1 });
  if (canvas.height === 1) {
    canvas.put(0, 0, "op", "dim");
    drawStretches(line(0), ops.map((op) => ({ label: opTitle(op), style: passStyle(op.pass), from: op.from, to: op.to })), geometry);
    return;
  }
  canvas.put(0, 0, "pass", "dim");
  canvas.put(0, 1, "op", "dim");
  canvas.put(0, 2, "tile", "dim");
  drawStretches(line(0), passesOf(ops), geometry);
  drawStretches(line(1), ops.map((op) => ({ label: op.name, style: passStyle(op.pass), from: op.from, to: op.to })), geometry);
  const tiles = tilesIn(study.recording, geometry, columns);
  if (tiles === null) line(2).put(0, 0, "more tiles than columns", "dim");
  else drawStretches(line(2), tiles.map(({ job, from, to }) => ({ label: String(job), style: "dim", from, to })), geometry);
}

function passStyle(pass: string): StyleName {
  return `pass${passColour(pass)}` as StyleName;
}

function opsIn(ops: readonly RecordedOp[], from: number, to: number): readonly RecordedOp[] {
  const first = opIndexAt(ops, from);
  let end = first;
  while (end < ops.length && ops[end].from < to) end++;
  return ops.slice(first, end);
}

/** Neighbouring ops of one pass as one stretch. */
function passesOf(ops: readonly RecordedOp[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { pass, from, to } of ops) {
    const last = stretches.at(-1);
    if (last?.label === pass) stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ label: pass, style: passStyle(pass), from, to });
  }
  return stretches;
}

/** Draws each stretch over the columns it has begun in and not ended before; a column of several beginnings is hatched. */
function drawStretches(line: Canvas, stretches: readonly Stretch[], geometry: LaneGeometry): void {
  const begun = new Uint16Array(line.width);
  for (const { from } of stretches) if (from >= geometry.from) begun[columnOf(geometry, from)]++;
  for (const { label, style, from, to } of stretches) {
    const first = Math.max(0, columnOf(geometry, from));
    const end = Math.min(line.width, to >= geometry.to ? geometry.filled : columnOf(geometry, to));
    if (end <= first) {
      if (first < line.width) line.cell(first, 0, begun[first] > 1 ? "┆" : "│", style);
      continue;
    }
    const mark = from < geometry.from ? "" : begun[first] > 1 ? "┆" : "│";
    line.put(first, 0, `${mark}${label}`.slice(0, end - first).padEnd(end - first), style);
  }
}

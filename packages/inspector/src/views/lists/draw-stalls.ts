import { drawTable, type TableColumn } from "../../grid/table.ts";
import type { Canvas } from "../../grid/canvas.ts";
import { putLine, type Span } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { stallEntries } from "../../commands/entries.ts";
import { selectedNode } from "../../commands/selection.ts";
import { grouped, percent } from "../../format/number.ts";
import type { FoundStall } from "../../model/find-stall.ts";
import { opAt } from "../../model/ops.ts";
import { inkOf } from "../sign.ts";
import { opTitle } from "../../model/op-title.ts";

/** The longest stalls of the selected block or group, of the cause that is followed. */
export function drawStalls(scene: Scene, canvas: Canvas): void {
  const { state } = scene;
  const { stalls, othersUpTo } = stallEntries(scene);
  const cause = state.cause === "" ? "any cause" : state.cause;
  putLine(canvas, 1, 0, [["longest stalls", "title"], ` of ${selectedNode(scene).key}, ${cause}`, ["  c: other causes", "dim"]]);
  if (othersUpTo > 0) canvas.put(1, 1, `longer ones than the last may be missing, of at most ${grouped(othersUpTo)} cycles`, "dim");
  const columns: TableColumn[] = [
    { title: "#", width: -3 },
    { title: "block", width: canvas.width < 100 ? 16 : 26 },
    { title: "waits for", width: 13 },
    { title: "cycles", width: -9 },
    { title: "from", width: -11 },
    { title: "of run", width: -8, from: 100 },
    { title: "op", width: 0 },
  ];
  const table = canvas.part({ x: 0, y: 2, width: canvas.width, height: canvas.height - 2 });
  drawTable(table, { columns, count: stalls.length, row: (index) => stallRow(scene, stalls[index], index), chosen: state.entry.stalls ?? 0 });
  if (stalls.length === 0) canvas.put(1, 3, "no such stall in the cycles that are known", "dim");
}

function stallRow({ study }: Scene, { block, from, to }: FoundStall, index: number): readonly Span[] {
  const { name, activities } = study.timeline.layout.blocks[block];
  const { activity } = study.timeline.intervalAt(block, from);
  const op = opAt(study, from);
  const ink = inkOf(study.palette, study.palette.categories[block][activity]);
  return [String(index + 1), name, [activities[activity].cause ?? activities[activity].name, ink], grouped(to - from), grouped(from), percent((to - from) / study.timeline.cycles), op === null ? "" : opTitle(op)];
}

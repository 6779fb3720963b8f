import type { Canvas } from "../../grid/canvas.ts";
import type { Span } from "../../grid/spans.ts";
import { drawTable, type TableColumn } from "../../grid/table.ts";
import type { Scene } from "../../commands/command.ts";
import { selectedNode } from "../../commands/selection.ts";
import { grouped, percent } from "../../format/number.ts";
import type { ComparedOp } from "../../model/compare-ops.ts";
import { opTitle } from "../../model/op-title.ts";
import { changedCategories } from "../../model/changed-categories.ts";
import type { Study } from "../../model/study.ts";

/** The ops that are compared. */
export interface Differences {
  readonly pairs: readonly ComparedOp[];
  readonly chosen: number;
  readonly other: Study;
}

/** Ops with their cycles in both runs, those first that differ most, and what the selected block did more or less of. */
export function drawDifferences(scene: Scene, canvas: Canvas, { pairs, chosen, other }: Differences): void {
  const columns: TableColumn[] = [
    { title: "op", width: canvas.width >= 110 ? 30 : 22 },
        { title: "A", width: -9 },
    { title: "B", width: -9 },
    { title: "B - A", width: -9 },
    { title: "", width: -8 },
    { title: canvas.width >= 110 ? `of which ${selectedNode(scene).key}` : selectedNode(scene).key, width: 0 },
  ];
  drawTable(canvas, { columns, count: pairs.length, row: (index) => differenceRow(scene, pairs[index], other), chosen });
}

function differenceRow(scene: Scene, pair: ComparedOp, other: Study): readonly Span[] {
  const { a, b, cyclesA, cyclesB, difference } = pair;
  const op = a ?? b!;
  const style = difference === 0 ? "dim" : difference > 0 ? "error" : "good";
  const sign = difference > 0 ? "+" : "";
  const changed = changedCategories(scene.study, other, selectedNode(scene).key, pair)
    .slice(0, 3)
    .map(({ name, cycles }) => `${name} ${cycles > 0 ? "+" : ""}${grouped(cycles)}`);
  return [opTitle(op), a === null ? "–" : grouped(cyclesA), b === null ? "–" : grouped(cyclesB), [`${sign}${grouped(difference)}`, style], [cyclesA === 0 ? "" : `${sign}${percent(difference / cyclesA)}`, style], [changed.join(", "), "dim"]];
}

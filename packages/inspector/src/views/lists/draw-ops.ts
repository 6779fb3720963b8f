import type { Canvas } from "../../grid/canvas.ts";
import { putLine, type Span } from "../../grid/spans.ts";
import { drawTable, type TableColumn } from "../../grid/table.ts";
import type { Scene } from "../../commands/command.ts";
import { opEntries } from "../../commands/entries.ts";
import { selectedNode } from "../../commands/selection.ts";
import { grouped, percent } from "../../format/number.ts";
import { opTitle } from "../../model/op-title.ts";
import type { OpCost } from "../../model/op-costs.ts";
import { categoryName, firstCause } from "../../model/palette.ts";
import { inkOf } from "../sign.ts";

const orders = { cycles: "most cycles first", stalls: "most stalled cycles first", time: "as they came" } as const;

/** The ops with their cycles, and what the selected block or group did in them. */
export function drawOps(scene: Scene, canvas: Canvas): void {
  const entries = opEntries(scene);
  const { state } = scene;
  putLine(canvas, 1, 0, [[`${grouped(entries.length)} ops`, "title"], `, ${orders[state.opOrder]}; work and stalls of ${selectedNode(scene).key}`, ["  O: other order", "dim"]]);
  const columns: TableColumn[] = [
    { title: "#", width: -4 },
    { title: "op", width: canvas.width >= 110 ? 30 : 24 },
    { title: "pass", width: 6, from: 96 },
    { title: "shape", width: 26, from: 126 },
    { title: "cycles", width: -10 },
    { title: "of step", width: -7 },
    { title: "work", width: -7 },
    { title: "stalls most for", width: 0 },
  ];
  const total = entries.reduce((sum, { cycles }) => sum + cycles, 0);
  const table = canvas.part({ x: 0, y: 2, width: canvas.width, height: canvas.height - 2 });
  drawTable(table, { columns, count: entries.length, row: (index) => opRow(scene, entries[index], total), chosen: state.entry.ops ?? 0 });
  if (entries.length === 0) canvas.put(1, 3, "no op is over yet", "dim");
}

function opRow({ study }: Scene, { op, index, cycles, shares, work }: OpCost, total: number): readonly Span[] {
  let worst = firstCause;
  for (let category = firstCause; category < shares.length; category++) if (shares[category] > shares[worst]) worst = category;
  const stalls: Span = shares.length > firstCause && shares[worst] > 0 ? [`${categoryName(study.palette, worst)} ${percent(shares[worst])}`, inkOf(study.palette, worst)] : "";
  return [String(index + 1), opTitle(op), op.pass, op.shape, grouped(cycles), percent(cycles / total), percent(work), stalls];
}

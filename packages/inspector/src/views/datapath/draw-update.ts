import type { UpdateState } from "@lnsim/simulator";
import type { Canvas } from "../../grid/canvas.ts";
import { putLine, type Span } from "../../grid/spans.ts";
import { drawTable, type TableColumn } from "../../grid/table.ts";
import { errorText, grouped, real5 } from "../../format/number.ts";
import { operandsText } from "./operands-text.ts";

const columns: readonly TableColumn[] = [
  { title: "element", width: -11 },
  { title: "gradient", width: -11 },
  { title: "code", width: -6 },
  { title: "before", width: -10 },
  { title: "code", width: -6 },
  { title: "after", width: -10 },
  { title: "lost", width: -10 },
];

/** A weight-update unit in a cycle: codes before and after, and what storing them lost. */
export function drawUpdate(canvas: Canvas, { block, op, elements, range, format, optimizer, weights, operands }: UpdateState, chosen: number): void {
  putLine(canvas, 0, 0, [[block, "title"], " updates for ", [op, "title"], `: elements ${grouped(range.from)}–${grouped(range.to - 1)} of ${grouped(elements)}`]);
  putLine(canvas, 0, 1, [[`${format} · ${optimizer} · ${operandsText(operands)}`, "dim"]]);
  const row = (index: number): readonly Span[] => {
    const { element, gradient, before, after, exact } = weights[index];
    const isSame = before.code === after.code;
    const error = after.value - exact;
    return [grouped(element), real5(gradient), before.code.toString(16), real5(before.value), [after.code.toString(16), isSame ? "dim" : "mark"], [real5(after.value), isSame ? "dim" : "plain"], [errorText(error), error === 0 ? "good" : "plain"]];
  };
  drawTable(canvas.part({ x: 0, y: 3, width: canvas.width, height: canvas.height - 3 }), { columns, count: weights.length, row, chosen });
}

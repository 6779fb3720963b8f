import type { IndexRange, ProductState } from "@lnsim/simulator";
import type { Canvas } from "../../grid/canvas.ts";
import { heading } from "../../grid/heading.ts";
import { putLine, type Line } from "../../grid/spans.ts";
import { drawTable, type TableColumn } from "../../grid/table.ts";
import { wrapped } from "../../format/wrap.ts";
import { errorText, hexCode, real5 } from "../../format/number.ts";
import { drawLane } from "./draw-lane.ts";
import { operandsText } from "./operands-text.ts";

/** Columns of the table of lanes. */
const laneColumns: readonly TableColumn[] = [
  { title: "lane", width: -4 },
  { title: "sum after", width: -10 },
  { title: "error", width: -9, from: 36 },
  { title: "", width: 5 },
];

/** A vector MAC in a cycle: all lanes at the left, with what their sums lost; the terms of one of them at the right. */
export function drawProduct(canvas: Canvas, state: ProductState, entry: number): void {
  const codes = codesColumn(state, canvas.width);
  const lanesWidth = codes === null ? (canvas.width < 90 ? 26 : 37) : 39 + codes.width;
  const chosen = Math.min(state.lanes.length - 1, entry);
  const head = headLines(state, canvas.width);
  for (const [y, line] of head.entries()) putLine(canvas, 0, y, line);
  const top = head.length + 2;
  const height = canvas.height - top;
  putLine(canvas, 0, top - 1, heading(`${state.lanes.length} lanes`, lanesWidth - 1));
  const row = (index: number) => {
    const { lane, after, overflow, drops } = state.lanes[index];
    const mark = overflow === null ? (drops === 0 ? "" : ([`†${drops}`, "mark"] as const)) : ([overflow.slice(0, 5), "error"] as const);
    const left = codes === null ? "" : ([codesText(state, index, "left"), "level"] as const);
    return [String(lane), real5(after.value), [errorText(after.error), after.error === 0 ? "good" : "plain"] as const, mark, left];
  };
  drawTable(canvas.part({ x: 0, y: top, width: lanesWidth, height }), { columns: codes === null ? laneColumns : [...laneColumns, codes], count: state.lanes.length, row, chosen });
  if (state.lanes[chosen] !== undefined) drawLane(canvas.part({ x: lanesWidth + 1, y: top - 1, width: canvas.width - lanesWidth - 1, height: height + 1 }), state.lanes[chosen]);
}

/** Columns that a lane needs beside the codes of all lanes. */
const laneWidth = 62;

/** A column with the codes of A in each lane under those of B, where there is room for it. */
function codesColumn(state: ProductState, width: number): TableColumn | null {
  if (state.lanes.length === 0) return null;
  const title = codesText(state, 0, "right");
  return 39 + title.length + laneWidth <= width ? { title, width: title.length } : null;
}

/** The codes of one operand in a lane, one after the other. */
function codesText({ lanes }: ProductState, lane: number, operand: "left" | "right"): string {
  const digits = Math.max(2, ...lanes[lane].terms.map((term) => hexCode(term[operand]).length));
  return lanes[lane].terms.map((term) => hexCode(term[operand]).padStart(digits)).join(" ");
}

/** Most datapaths say what their accumulator is. */
function arithmeticText(datapath: string, accumulator: string): string {
  return datapath.includes("accumulator") ? datapath : `${datapath}, ${accumulator}`;
}

function headLines({ block, op, pass, product, products, sizes: { m, n, k }, rows, column, terms, isFirstSlice, isLastSlice, leftFormat, rightFormat, datapath, accumulator, operands }: ProductState, width: number): readonly Line[] {
  const slice = isFirstSlice && isLastSlice ? "the only slice" : isFirstSlice ? "first slice" : isLastSlice ? "last slice" : "a slice between";
  const several = products === 1 ? "" : `, product ${product + 1} of ${products}`;
  return [
    [[block, "title"], ` multiplies for `, [`${op} ${pass}`, "title"], `: O[${m} x ${n}] = A[${m} x ${k}] B[${k} x ${n}]${several}`],
    [`rows ${rangeText(rows)} in the lanes, column ${column}, terms ${rangeText(terms)} (${slice})`],
    ...wrapped(`${leftFormat} x ${rightFormat}, ${arithmeticText(datapath, accumulator)}; ${operandsText(operands)}`, width).map((line): Line => [[line, "dim"]]),
  ];
}

function rangeText({ from, to }: IndexRange): string {
  return to - from === 1 ? String(from) : `${from}–${to - 1}`;
}

import type { ProductState } from "@lnsim/simulator";
import type { Canvas } from "../../grid/canvas.ts";
import { heading } from "../../grid/heading.ts";
import { putLines, type Line, type Span } from "../../grid/spans.ts";
import { errorText, hexCode, real, real5 } from "../../format/number.ts";

type Lane = ProductState["lanes"][number];
type Term = Lane["terms"][number];

/** One lane: its sum before and after, the bins of remainders, and its terms, each in full where there is room for it. */
export function drawLane(canvas: Canvas, lane: Lane): void {
  const sums = sumLines(lane, canvas.width);
  putLines(canvas.part({ x: 0, y: 0, width: canvas.width, height: sums.length }), sums);
  const bins = binLines(lane, canvas.width);
  const room = canvas.height - sums.length;
  const isFull = room >= lane.terms.length + 2 + bins.length;
  const lines = isFull ? [...termLines(lane, canvas.width), ...bins] : [...compactLines(lane, canvas.width), ...bins];
  putLines(canvas.part({ x: 0, y: sums.length, width: canvas.width, height: room }), lines);
}

/** Sums as rows of code, value, exact value and error. */
function sumLines({ lane, before, after, vector, overflow, terms, drops }: Lane, width: number): readonly Line[] {
  const line = (label: string, { code, value, exact, error }: Lane["before"]): Line => [
    [label.padEnd(7), "dim"],
    real5(code).padStart(10),
    real5(value).padStart(11),
    [real5(exact).padStart(11), "dim"],
    [errorText(error).padStart(10), error === 0 ? "good" : "mark"],
  ];
  const entering: Line = vector === null ? [["vector  its terms enter one by one", "dim"]] : [["vector ", "dim"], "".padEnd(10), real5(vector.entering).padStart(11), [vector.entering === vector.value ? "" : `  rounded by ${errorText(vector.entering - vector.value)}`, "dim"]];
  const flags: Span[] = [];
  if (overflow !== null) flags.push([overflow === "infinite" ? "the sum is infinite" : `the sum ${overflow === "wrapped" ? "wrapped around" : "saturated"}`, "error"], "  ");
  if (drops > 0) flags.push([`† ${drops} of ${terms.length} terms lost bits`, "mark"]);
  const titles: Line = [["             code      value      exact     error", "dim"]];
  return [heading(`lane ${lane}`, width), titles, line("before", before), entering, line("after", after), ...(flags.length === 0 ? [] : [flags])];
}

/** A line a term. */
function termLines({ terms }: Lane, width: number): readonly Line[] {
  const title: Line = [["  #    A    B    Σ    q  r      value      exact  lost", "dim"]];
  const lines = terms.map((term, index): Line => [
    String(index).padStart(3),
    ` ${hex(term.left)} ${hex(term.right)}`,
    [exponentText(term), "level"],
    real5(term.value).padStart(11),
    [real5(term.exact).padStart(11), "dim"],
    [term.dropped === 0 ? "" : `  † ${term.dropped.toExponential(1)}`, "mark"],
  ]);
  return [heading("terms", width), title, ...lines];
}

/** Several terms in a line: codes, and quotient and remainder of the exponents' sum. */
function compactLines({ terms }: Lane, width: number): readonly Line[] {
  const codes = terms.map(({ left, right }) => `${hex(left).trim()}×${hex(right).trim()} `);
  const codeWidth = Math.max(...codes.map(({ length }) => length));
  const columns = Math.max(1, Math.floor(width / (codeWidth + 9)));
  const lines: Span[][] = [];
  for (const [index, term] of terms.entries()) {
    if (index % columns === 0) lines.push([]);
    const { exponent } = term;
    const place = exponent === null ? "zero" : `${exponent.quotient}:${exponent.remainder}`;
    lines.at(-1)!.push(codes[index].padEnd(codeWidth), [place.padEnd(6), "level"], [term.dropped === 0 ? "   " : "†  ", "mark"]);
  }
  return [heading("terms: codes, q:r", width), ...lines];
}

function binLines({ bins }: Lane, width: number): readonly Line[] {
  if (bins.length === 0) return [];
  const title: Line = [["  r terms      shifted × constant      value", "dim"]];
  const lines = bins.map(({ remainder, terms, shifted, constant, value }): Line => [
    String(remainder).padStart(3),
    String(terms).padStart(6),
    real(shifted).padStart(13),
    [" × ", "dim"],
    real(constant).padStart(8),
    real5(value).padStart(11),
  ]);
  return [heading("bins of remainders", width), title, ...lines];
}

function exponentText({ exponent }: Term): string {
  if (exponent === null) return " zero        ";
  return `${String(exponent.sum).padStart(5)}${String(exponent.quotient).padStart(5)}${String(exponent.remainder).padStart(3)}`;
}

function hex(code: number): string {
  return hexCode(code).padStart(4);
}

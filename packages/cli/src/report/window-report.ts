import type { WindowFigures, WindowRow, WindowStudy } from "@lnsim/simulator";
import { grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";
import { windowVerdict } from "./window-verdict.ts";

/** What a training came to in each window of the accumulator, for a person. */
export function renderWindow(study: WindowStudy, layout: Layout): string {
  return [header(study, layout), trainingTable(study, layout), datapathTable(study, layout), verdict(study, layout)].join("\n\n");
}

function header({ machine, trace, steps, seed }: WindowStudy, { columns, styles }: Layout): string {
  const format = machine.formats["weights"]?.name ?? machine.name;
  const about = `${format} on ${machine.name}, ${grouped(steps)} of ${grouped(trace.steps)} steps of ${trace.name} in each, seed ${seed}`;
  const changes = machine.changes.map(({ path, from, to }) => `  ${path} = ${String(to)} ${styles.dim(`(was ${String(from)})`)}`);
  return [title({ columns, styles }, "Windows of the accumulator", about), ...changes, wrapText(machine.datapath, columns, "  ")].join("\n");
}

const trainingColumns = columnsOf("", "lsb", "LSB at", "clips at", "test accuracy", "gap", "last loss", "mean loss");

function trainingTable(study: WindowStudy, layout: Layout): string {
  const { windows, exactSums } = study;
  const about = `positions as multiples of max|A| max|B|${otherPasses(windows)}; gap to exact sums in points`;
  const exact = exactSums === null ? [] : [["", "exact", "", "", ...training(exactSums, exactSums)]];
  const rows = windows.map((row) => [marksOf(row, study), String(row.lsb), ...place(row.places.fprop), ...training(row, exactSums)]);
  return `${title(layout, "Training", about)}\n${renderTable(trainingColumns, [...rows, ...exact], "  ")}`;
}

function training({ testAccuracy, lastLoss, meanLoss }: WindowFigures, exactSums: WindowFigures | null): readonly string[] {
  const wanted = exactSums?.testAccuracy ?? null;
  const gap = testAccuracy === null || wanted === null ? "-" : signed((testAccuracy - wanted) * 100);
  return [testAccuracy === null ? "-" : percent(testAccuracy), gap, loss(lastLoss), loss(meanLoss)];
}

const datapathColumns = columnsOf("", "lsb", "clipped", "share", "lost bits", "median dB", "worst dB", "in", "largest", "in");

function datapathTable(study: WindowStudy, layout: Layout): string {
  const { windows, exactSums, steps } = study;
  const counted = windows[0]?.losses?.steps.join(" and ") ?? "-";
  const about = `vector sums looked at in steps ${counted}; in step ${grouped(steps)}, products against exact sums of the same operands, and the largest max|dot| / (max|A| max|B|)`;
  const rows = windows.map((row) => [marksOf(row, study), String(row.lsb), ...datapath(row)]);
  const exact = exactSums === null ? [] : [["", "exact", ...datapath(exactSums)]];
  return `${title(layout, "Datapath", about)}\n${renderTable(datapathColumns, [...rows, ...exact], "  ")}`;
}

function datapath({ losses, worst, medianSqnrDb, largest }: WindowFigures): readonly string[] {
  const lost = losses === null ? ["-", "-", "-"] : [grouped(losses.saturations), shareOf(losses.saturations, losses.vectors), shareOf(losses.lostBits, losses.vectors)];
  const noise = worst === null ? ["-", "-", ""] : [medianSqnrDb!.toFixed(1), worst.sqnrDb.toFixed(1), worst.site];
  return [...lost, ...noise, largest === null ? "-" : String(Number(largest.share.toPrecision(3))), largest?.site ?? ""];
}

function verdict(study: WindowStudy, { columns }: Layout): string {
  const marks = "own: the window of the machine description; best: the least noise in the noisiest product.";
  return [marks, ...windowVerdict(study)].map((sentence) => wrapText(sentence, columns, "")).join("\n");
}

/** What the row is: the machine's own window, the one with the least noise, or both. */
function marksOf({ lsb }: WindowRow, { machineLsb, bestLsb }: WindowStudy): string {
  return [...(lsb === machineLsb ? ["own"] : []), ...(lsb === bestLsb ? ["best"] : [])].join(", ");
}

/** Said where a pass adds in another place than fprop, whose window the table shows. */
function otherPasses(windows: readonly WindowRow[]): string {
  const isOther = windows.some(({ places: { fprop, dgrad, wgrad } }) => [dgrad, wgrad].some((each) => each?.lsbOctave !== fprop?.lsbOctave));
  return isOther ? " in fprop (others in the JSON)" : "";
}

function place(at: WindowRow["places"]["fprop"]): readonly string[] {
  return at === null ? ["-", "-"] : [octave(at.lsbOctave), octave(at.clipOctave)];
}

function octave(exponent: number): string {
  return `2^${String(Number(exponent.toFixed(2)))}`;
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? "-" : percent(part / whole, part > 0 && part < whole / 1000 ? 4 : 1);
}

function loss(value: number | null): string {
  return value === null ? "no number" : value.toFixed(4);
}

function signed(points: number): string {
  return `${points > 0 ? "+" : ""}${points.toFixed(2)}`;
}

function columnsOf(...names: readonly string[]): readonly Column[] {
  return names.map((name, index) => ({ title: name, align: index === 0 || name === "in" ? "left" : "right" }));
}

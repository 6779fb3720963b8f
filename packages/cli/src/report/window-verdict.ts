import type { WindowRow, WindowStudy } from "@lnsim/simulator";

/** Noise this far below another is a tenth of its power. */
const tenthDb = 10;
/** What a tenth more of noise costs: 10 log10 of 1.1. */
const tenthMoreDb = 0.414;

/** Which windows clip, which add little noise, and how the machine's own compares: a sentence or two each. */
export function windowVerdict(study: WindowStudy): readonly string[] {
  const { leftOut } = study;
  const left = leftOut.map(({ lsb, reason }) => `Left out: ${power(lsb)} (${reason}).`);
  return [clipping(study), quietWindows(study), ownWindow(study), ...left].filter((sentence) => sentence !== "");
}

function clipping({ windows }: WindowStudy): string {
  const clipped = windows.filter(isClipping).map(({ lsb }) => lsb);
  return clipped.length === 0 ? "No sum was clipped in any of these windows." : `Sums were clipped at ${clipped.map(power).join(", ")}.`;
}

function isClipping({ losses }: WindowRow): boolean {
  return losses !== null && losses.saturations > 0;
}

/** Windows whose noise is small beside what comes without them; what they differ in is chance. */
function quietWindows(study: WindowStudy): string {
  const { windows, exactSums } = study;
  const { text, leastDb } = noiseWithoutWindow(study);
  if (leastDb === null) return "";
  const quiet = windows.filter((row) => row.isFinite && !isClipping(row) && (row.worst === null || row.worst.sqnrDb >= leastDb));
  if (quiet.length === 0) return `${text}: every window here clips, or adds more than a tenth of that noise to some product.`;
  return `${text}: the accumulator clips nothing and adds less than a tenth of that noise at ${quiet.map(({ lsb }) => power(lsb)).join(", ")}.${chance(quiet, exactSums)}`;
}

/** The noise of quantizing and of converting products, and the least signal to noise with a tenth of it on top. */
function noiseWithoutWindow({ windows, exactSums }: WindowStudy): { readonly text: string; readonly leastDb: number | null } {
  const quantizers = exactSums?.quantizerDb ?? windows[0]?.quantizerDb ?? null;
  if (quantizers === null) return { text: "", leastDb: null };
  const text = `Quantizing alone leaves ${quantizers.toFixed(1)} dB (median of the tensors)`;
  const exact = exactSums?.worst ?? null;
  if (exact === null || exact.sqnrDb > quantizers + tenthDb) return { text, leastDb: quantizers + tenthDb };
  return { text: `${text}, and conversion ${exact.sqnrDb.toFixed(1)} dB at worst`, leastDb: exact.sqnrDb - tenthMoreDb };
}

function chance(quiet: readonly WindowRow[], exactSums: WindowStudy["exactSums"]): string {
  const wanted = exactSums?.testAccuracy ?? null;
  const gaps = quiet.flatMap(({ testAccuracy }) => (testAccuracy === null || wanted === null ? [] : [(testAccuracy - wanted) * 100]));
  if (gaps.length < 2) return "";
  const span = [Math.min(...gaps), Math.max(...gaps)].map((gap) => `${gap > 0 ? "+" : ""}${gap.toFixed(2)}`).join(" to ");
  return ` Their test accuracies lie ${span} points from that of exact sums: gaps of that size are scatter of a training of this length, not the window's doing.`;
}

function ownWindow({ windows, machineLsb, bestLsb }: WindowStudy): string {
  const own = windows.find(({ lsb }) => lsb === machineLsb);
  const best = windows.find(({ lsb }) => lsb === bestLsb);
  const bestText = best === undefined ? "" : `the least noise is at ${power(best.lsb)}${noiseOf(best)}`;
  if (own === undefined) return `The machine's own window, ${power(machineLsb)}, is not among these; ${bestText}.`;
  if (own === best) return `The machine's own window, ${power(machineLsb)}, has the least noise of these${noiseOf(own)}.`;
  return `The machine's own window is ${power(machineLsb)}${noiseOf(own)}; ${bestText}.`;
}

function noiseOf({ worst }: WindowRow): string {
  return worst === null ? "" : ` (${worst.sqnrDb.toFixed(1)} dB in ${worst.site})`;
}

function power(lsb: number): string {
  return `2^${lsb}`;
}

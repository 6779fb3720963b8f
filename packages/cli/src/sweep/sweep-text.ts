import type { AxisValues, FailedPoint, SweepOutcome, SweepProgress } from "@lnsim/sweep";
import { duration, grouped, percent, scaled } from "../output/numbers.ts";
import type { Styles } from "../output/styles.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { LiveText } from "./live-reporter.ts";

/** The best point so far. */
export interface BestPoint {
  readonly figure: string;
  readonly value: number;
  readonly values: AxisValues;
}

/** Where a sweep is. */
export interface SweepState {
  readonly progress: SweepProgress;
  readonly best: BestPoint | null;
  readonly lastFailure?: Pick<FailedPoint, "values" | "error">;
  /** A line more, such as the generation of a search. */
  readonly note?: string;
}

/** What a sweep shows on a terminal: a bar, counts, rate and times, the best so far, what failed last, and how to stop it. */
export function sweepScreen({ progress, best, lastFailure, note }: SweepState, columns: number, secondsSince: number): readonly string[] {
  const { total, left, elapsedSeconds, pointsPerSecond, etaSeconds } = progress;
  const share = total === 0 ? 1 : (total - left) / total;
  const width = Math.max(8, Math.min(60, columns - 12));
  const filled = Math.round(share * width);
  const pace = [
    ...(pointsPerSecond === null ? [] : [`${rate(pointsPerSecond)} points/s`]),
    `${duration(elapsedSeconds + secondsSince)} so far`,
    ...(etaSeconds === null || left === 0 ? [] : [`${duration(Math.max(0, etaSeconds - secondsSince))} to go`]),
  ];
  return [
    `[${"#".repeat(filled)}${"-".repeat(width - filled)}] ${percent(share, 1)}`,
    countsText(progress),
    pace.join(", "),
    ...(note === undefined ? [] : [note]),
    ...(best === null ? [] : wrapped(bestText(best), columns)),
    ...(lastFailure === undefined ? [] : wrapped(`failed: ${valuesText(lastFailure.values)}: ${lastFailure.error.split("\n", 1)[0]!}`, columns)),
    "Ctrl-C stops it and keeps the rows that are there",
  ];
}

/** The same in one line, for a log: "sweep: 412 of 1,000 points done, 3 failed, 120 cached, 465 left, 21.3 points/s, ...". */
export function sweepNumbers({ progress, best }: SweepState): string {
  const { left, pointsPerSecond, etaSeconds } = progress;
  const parts = [countsText(progress)];
  if (pointsPerSecond !== null && left > 0) parts.push(`${rate(pointsPerSecond)} points/s, ${duration(etaSeconds!)} to go`);
  if (best !== null) parts.push(bestText(best));
  return parts.join(", ");
}

/** A sweep as it is shown while it runs. */
export function liveSweep(state: SweepState): LiveText {
  return { screen: (columns, secondsSince) => sweepScreen(state, columns, secondsSince), line: () => `sweep: ${sweepNumbers(state)}` };
}

/** What a sweep came to: counts and rate, the best point, and where the rows are. */
export function sweepSummary({ progress, stopped }: SweepOutcome, best: BestPoint | null, store: string): string {
  const { total, done, failed, cached, left, elapsedSeconds, pointsPerSecond } = progress;
  const how = pointsPerSecond === null ? "" : ` in ${duration(elapsedSeconds)}, ${rate(pointsPerSecond)} points/s`;
  const lines = [`${grouped(total)} points: ${grouped(done)} run${how}, ${grouped(cached)} cached, ${grouped(failed)} failed${stopped ? `, ${grouped(left)} left` : ""}`];
  if (best !== null) lines.push(bestText(best));
  lines.push(`rows are in ${store}`);
  return lines.join("\n");
}

/** Failed points with their reasons and the commands that repeat them. */
export function failureList(failed: readonly FailedPoint[], { bold }: Styles): string {
  return failed.map(({ values, error, command }) => `${bold(valuesText(values))}\n${error.replaceAll(/^/gm, "  ")}\n  repeat it with: ${command}`).join("\n");
}

function countsText({ total, done, failed, cached, left }: SweepProgress): string {
  return [`${grouped(done)} of ${grouped(total)} points done`, ...(failed > 0 ? [`${grouped(failed)} failed`] : []), ...(cached > 0 ? [`${grouped(cached)} cached`] : []), `${grouped(left)} left`].join(", ");
}

/** Of a screen, in a few lines at most. */
function wrapped(text: string, columns: number): readonly string[] {
  return wrapText(text, columns - 1, "").split("\n").slice(0, 3);
}

function bestText({ figure, value, values }: BestPoint): string {
  const text = valuesText(values);
  return `best ${figure} ${Math.abs(value) >= 1000 ? scaled(value) : Number(value.toPrecision(4))}${text === "" ? "" : ` at ${text}`}`;
}

/** Values of a point as they are given on the command line. */
export function valuesText(values: AxisValues): string {
  return Object.entries(values)
    .map(([path, value]) => `${path}=${value}`)
    .join(" ");
}

function rate(pointsPerSecond: number): string {
  return pointsPerSecond >= 100 ? grouped(pointsPerSecond) : pointsPerSecond.toPrecision(3);
}

import type { AxisValues, FailedPoint, SweepOutcome, SweepProgress } from "@lnsim/sweep";
import { duration, grouped, scaled } from "../output/numbers.ts";
import type { Styles } from "../output/styles.ts";

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
}

/** One line for a terminal of so many columns: a bar as far as there is room, counts, rate, time left, the best so far. */
export function sweepBar(state: SweepState, columns: number): string {
  const { total, left } = state.progress;
  const numbers = sweepNumbers(state);
  const width = Math.min(24, columns - numbers.length - 4);
  if (width < 8) return numbers.slice(0, columns - 1);
  const filled = Math.round((total === 0 ? 1 : (total - left) / total) * width);
  return `[${"#".repeat(filled)}${"-".repeat(width - filled)}] ${numbers}`.slice(0, columns - 1);
}

/** The same in words, for a log: "sweep: 412 of 1,000 points done, 3 failed, 120 cached, 465 left, 21.3 points/s, ...". */
export function sweepNumbers({ progress, best }: SweepState): string {
  const { total, done, failed, cached, left, pointsPerSecond, etaSeconds } = progress;
  const parts = [`${grouped(done)} of ${grouped(total)} points done`, ...(failed > 0 ? [`${grouped(failed)} failed`] : []), ...(cached > 0 ? [`${grouped(cached)} cached`] : []), `${grouped(left)} left`];
  if (pointsPerSecond !== null && left > 0) parts.push(`${rate(pointsPerSecond)} points/s, ${duration(etaSeconds!)} to go`);
  if (best !== null) parts.push(bestText(best));
  return parts.join(", ");
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

function bestText({ figure, value, values }: BestPoint): string {
  const text = valuesText(values);
  return `best ${figure} ${Math.abs(value) >= 1000 ? scaled(value) : Number(value.toPrecision(4))}${text === "" ? "" : ` at ${text}`}`;
}

function valuesText(values: AxisValues): string {
  return Object.entries(values)
    .map(([path, value]) => `${path}=${value}`)
    .join(" ");
}

function rate(pointsPerSecond: number): string {
  return pointsPerSecond >= 100 ? grouped(pointsPerSecond) : pointsPerSecond.toPrecision(3);
}

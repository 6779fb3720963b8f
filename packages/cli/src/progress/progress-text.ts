import { duration } from "../output/numbers.ts";

/** Where a long command is. */
export interface ProgressState {
  /** What is being done: "timing", "training", "evaluating". */
  readonly phase: string;
  /** Units of the phase that are done, and how many there will be. */
  readonly done: number;
  readonly total: number;
  /** What the units are: "step", "step shape", or "%". */
  readonly unit: string;
  /** Share of all the work that is done, from 0 to 1; known only for work of known length. */
  readonly share: number;
  /** What has come out so far. */
  readonly note?: string;
  /** Seconds since this kind of work began. */
  readonly elapsedSeconds: number;
}

/** One line with bar, count, rate and estimated time left, for a terminal of so many columns. */
export function progressBar(state: ProgressState, columns: number): string {
  const text = ` ${progressNumbers(state)}`;
  const head = state.phase.padEnd(10);
  const width = Math.min(40, columns - head.length - text.length - 3);
  if (width < 8) return `${head}${text}`.slice(0, columns - 1);
  const filled = Math.round(Math.min(1, Math.max(0, state.share)) * width);
  return `${head}[${"#".repeat(filled)}${"-".repeat(width - filled)}]${text}`;
}

/** The same in words, for a log: "training: step 412 of 938, 38.2 steps/s, 14.0 s left". */
export function progressLine(state: ProgressState): string {
  return `${state.phase}: ${progressNumbers(state)}`;
}

/** Where something was stopped: "while training, at step 412 of 938". */
export function describeProgress(state: Omit<ProgressState, "elapsedSeconds"> | null): string {
  if (state === null) return "before anything was done";
  const { phase, done, total, unit } = state;
  return `while ${phase}, at ${unit === "%" ? `${done} %` : `${unit} ${done} of ${total}`}`;
}

function progressNumbers({ done, total, unit, share, note, elapsedSeconds }: ProgressState): string {
  const parts = [unit === "%" ? `${done} %` : `${unit} ${done} of ${total}`];
  if (elapsedSeconds > 0.5 && done > 0 && unit !== "%") parts.push(`${(done / elapsedSeconds).toFixed(1)} ${unit}s/s`);
  if (elapsedSeconds > 0.5 && share > 0 && share < 1) parts.push(`${duration((elapsedSeconds * (1 - share)) / share)} left`);
  if (note !== undefined) parts.push(note);
  return parts.join(", ");
}

import type { LineChart, Point } from "@lnsim/chart";
import type { RunResult } from "@lnsim/simulator";

/** Points that a curve is thinned to, so that noise from batch to batch does not hide its course. */
const mostPoints = 240;

/** The loss of a run, step by step, beside the recorded one; null without numerics. */
export function lossPicture({ accuracy, machine, trace }: RunResult): LineChart | null {
  if (accuracy === null) return null;
  const window = Math.max(1, Math.ceil(accuracy.loss.length / mostPoints));
  const format = machine.formats.weights?.name ?? machine.name;
  return {
    title: `Training loss, ${trace.name}`,
    x: { label: "step", scale: "linear" },
    y: { label: "loss (nats)", scale: "linear" },
    series: [
      { name: `${format}, ${accuracy.optimizer.split(":")[0]}`, points: means(accuracy.loss, window) },
      ...(accuracy.reference === null ? [] : [{ name: "recorded in FP32", points: means(accuracy.reference.loss, window), line: "dashed" as const }]),
    ],
    ...(window > 1 && { note: `each point is the mean of ${window} steps` }),
  };
}

/** Means of consecutive values, each at the middle of its steps; NaN where one of them is no number. */
function means(values: readonly (number | null)[], window: number): readonly Point[] {
  const points: Point[] = [];
  for (let start = 0; start < values.length; start += window) {
    const part = values.slice(start, start + window);
    const sum = part.reduce<number>((total, value) => total + (value ?? NaN), 0);
    points.push([start + (part.length + 1) / 2, sum / part.length]);
  }
  return points;
}

import type { RunResult } from "@lnsim/simulator";
import { grouped, percent, scaled } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

type Accuracy = NonNullable<RunResult["accuracy"]>;
type Reference = NonNullable<Accuracy["reference"]>;

const columns: readonly Column[] = ["", "this machine", "full precision", "gap"].map((name, index) => ({
  title: name,
  align: index === 0 ? "left" : "right",
}));

/** Accuracy and loss beside what the trace recorded in full precision. */
export function accuracySection(result: RunResult, layout: Layout): string {
  const { accuracy } = result;
  if (accuracy === null) {
    return `${title(layout, "Accuracy", "not known")}\n${wrapText(result.accuracyReason ?? "", layout.columns, "  ")}`;
  }
  const { steps } = result.trace;
  const isWhole = accuracy.steps === steps;
  const about = isWhole ? `after all ${grouped(steps)} steps` : `after ${grouped(accuracy.steps)} of ${grouped(steps)} steps`;
  const table = renderTable(columns, rowsOf(result, accuracy, isWhole, layout), "  ");
  return [title(layout, "Accuracy", about), table, wrapText(footnote(accuracy, isWhole), layout.columns, "  ")].join("\n");
}

/** What a whole replay can be held against is the recorded end; a shorter one only against the loss on the way. */
function rowsOf({ trace }: RunResult, accuracy: Accuracy, isWhole: boolean, layout: Layout): string[][] {
  const recorded = isWhole ? accuracy.reference : null;
  const shares = [
    shareRow("test accuracy", accuracy.testAccuracy, recorded?.testAccuracy ?? null, layout),
    shareRow("train accuracy", accuracy.trainAccuracy, recorded?.trainAccuracy ?? null, layout),
  ];
  const losses = [lossRow("loss of the last step", accuracy.loss.at(-1) ?? null, accuracy.reference?.loss.at(-1) ?? null)];
  if (trace.input !== "tokens") return [...shares, ...losses];
  return [lossRow("test bits per character", bits(accuracy.testLoss), bits(recorded?.testLoss ?? null)), ...shares, ...losses];
}

/** Nats as bits. */
function bits(nats: number | null): number | null {
  return nats === null ? null : nats / Math.LN2;
}

function lossRow(name: string, found: number | null, reference: number | null): string[] {
  const gap = found === null || reference === null ? "" : `${found > reference ? "+" : ""}${(found - reference).toFixed(4)}`;
  return [name, found === null ? "no number" : found.toFixed(4), reference === null ? "-" : reference.toFixed(4), gap];
}

function shareRow(name: string, found: number | null, reference: number | null, { styles }: Layout): string[] {
  const gap = found === null || reference === null ? "-" : signedPoints(found - reference);
  return [name, found === null ? "-" : styles.bold(percent(found)), reference === null ? "-" : percent(reference), gap];
}

/** A difference of two shares in percentage points. */
function signedPoints(difference: number): string {
  const points = (difference * 100).toFixed(2);
  return `${difference > 0 ? "+" : ""}${points} points`;
}

function footnote(accuracy: Accuracy, isWhole: boolean): string {
  const { optimizer, weightClamp, reference, losses, clamps } = accuracy;
  const clamp = weightClamp === null ? "" : `, weights clamped at ${weightClamp} x RMS of their initial values`;
  const parts = [...(isWhole || reference === null ? [] : [partial(reference)]), `Optimizer ${optimizer}${clamp}; ${origin(optimizer, reference)}.`];
  if (losses !== null) parts.push(`In the steps counted (${losses.steps.join(", ")}) ${describeLosses(losses)}.`);
  if (clamps > 0) parts.push(`${grouped(clamps)} values lay beyond a delayed scale.`);
  return parts.join(" ");
}

function partial({ steps }: Reference): string {
  return `The full-precision accuracy was recorded after all ${grouped(steps)} steps only, its loss after every step.`;
}

function origin(optimizer: string, reference: Reference | null): string {
  if (reference === null) return "weights and batches were drawn anew, so nothing was recorded to compare with";
  return reference.optimizer === optimizer ? "the trace was recorded with the same" : `the trace was recorded with ${reference.optimizer}`;
}

function describeLosses({ saturations, cutTerms, terms }: NonNullable<Accuracy["losses"]>): string {
  const saturated = saturations === 0 ? "no sum saturated" : `${grouped(saturations)} sums saturated`;
  const sample = `of the ${scaled(terms)} products looked at`;
  return cutTerms === 0 ? `${saturated} and none ${sample} was cut` : `${saturated} and ${percent(cutTerms / terms, 3)} ${sample} were cut`;
}

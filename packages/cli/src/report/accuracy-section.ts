import type { RunResult } from "@lnsim/simulator";
import { grouped, percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

type Accuracy = NonNullable<RunResult["accuracy"]>;

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
  const { reference } = accuracy;
  const isWhole = accuracy.steps === reference.steps;
  const about = isWhole ? `after all ${grouped(accuracy.steps)} steps` : `after ${grouped(accuracy.steps)} of ${grouped(reference.steps)} steps`;
  const rows = [
    shareRow("test accuracy", accuracy.testAccuracy, isWhole ? reference.testAccuracy : null, layout),
    shareRow("train accuracy", accuracy.trainAccuracy, isWhole ? reference.trainAccuracy : null, layout),
    ["loss of the last step", shownLoss(accuracy.loss.at(-1)), shownLoss(reference.loss.at(-1)), ""],
  ];
  return [title(layout, "Accuracy", about), renderTable(columns, rows, "  "), wrapText(footnote(accuracy, isWhole), layout.columns, "  ")].join("\n");
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

function shownLoss(loss: number | null | undefined): string {
  return loss === null || loss === undefined ? "no number" : loss.toFixed(4);
}

function footnote({ optimizer, weightClamp, reference, losses, clamps }: Accuracy, isWhole: boolean): string {
  const recorded = reference.optimizer === optimizer ? "the trace was recorded with the same" : `the trace was recorded with ${reference.optimizer}`;
  const clamp = weightClamp === null ? "" : `, weights clamped at ${weightClamp} x RMS of their initial values`;
  const partial = `The full-precision accuracy was recorded after all ${grouped(reference.steps)} steps only, its loss after every step.`;
  const parts = [...(isWhole ? [] : [partial]), `Optimizer ${optimizer}${clamp}; ${recorded}.`];
  if (losses !== null) parts.push(`In the steps counted (${losses.steps.join(", ")}) ${describeLosses(losses)}.`);
  if (clamps > 0) parts.push(`${grouped(clamps)} values lay beyond a delayed scale.`);
  return parts.join(" ");
}

function describeLosses({ saturations, cutTerms, terms }: NonNullable<Accuracy["losses"]>): string {
  const saturated = saturations === 0 ? "no sum saturated" : `${grouped(saturations)} sums saturated`;
  if (cutTerms === 0) return `${saturated} and no product was cut`;
  return `${saturated} and ${grouped(cutTerms)} products (${percent(cutTerms / terms, 3)}) were cut`;
}

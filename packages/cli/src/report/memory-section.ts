import type { RunResult } from "@lnsim/simulator";
import { bytes, percent } from "../output/numbers.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, unbroken, withSpaces, type Layout } from "./layout.ts";

/** Tensors that are named. */
const named = 4;

/** The fullest moment of each level of memory: how full, during which operation, and the largest tensors in it. */
export function memorySection({ memory, stash }: RunResult, layout: Layout): string {
  if (memory === null || memory.length === 0) return "";
  const lines = memory.map((peak) => {
    const capacity = peak.capacityBytes === null ? "" : ` of ${bytes(peak.capacityBytes)} (${percent(peak.bytes / peak.capacityBytes, 1)})`;
    const largest = peak.tensors.slice(0, named).map(({ name, bytes: size }) => unbroken(`${name} ${bytes(size)}`));
    const indent = " ".repeat(2 + peak.level.length + 2);
    const text = `${unbroken(`${bytes(peak.bytes)}${capacity}`)} during ${peak.at}; the largest: ${largest.join(", ")}`;
    return `  ${peak.level}  ${wrapText(text, layout.columns, indent).slice(indent.length)}`;
  });
  const stashed = stash === null ? [] : [`  ${wrapText(stashText(stash), layout.columns, "  ").slice(2)}`];
  return withSpaces([title(layout, "Memory", "its fullest moment in a full-batch step"), ...lines, ...stashed].join("\n"));
}

function stashText({ stayed, fromStepToStep, spilled }: NonNullable<RunResult["stash"]>): string {
  const amount = (which: typeof stayed): string => unbroken(`${which.tensors} ${which.tensors === 1 ? "tensor" : "tensors"} (${bytes(which.bytes)})`);
  const kept = fromStepToStep.tensors === 0 ? "" : `, ${amount(fromStepToStep)} of them from step to step, filled before the first at no charge`;
  return `${amount(stayed)} stayed in the stash while they lived${kept}; ${amount(spilled)} went to DRAM`;
}

import type { RunResult } from "@lnsim/simulator";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

/** What came of codes inside the machine. */
export function valuesSection({ values }: RunResult, layout: Layout): string {
  if (values === null) return "";
  const { operands, step, products, outputs, mismatches, macs, seed, first } = values;
  const count = (number: number): string => number.toLocaleString("en");
  const what = operands === "training" ? `all ${count(products)} products of training step ${step}` : `${count(products)} distinct products of random codes`;
  const work = `${what}, ${count(macs)} multiply-accumulates, ${count(outputs)} outputs (seed ${seed})`;
  const verdict = mismatches === 0 ? "every output is the numeric engine's, to the bit" : `${count(mismatches)} outputs differ from the numeric engine's`;
  const where = first === null ? "" : `; the first is ${first.op} row ${first.row}, column ${first.column}: ${first.found} and not ${first.expected}`;
  return [title(layout, "Values", "codes inside the machine, as its program cuts the products"), wrapText(`${work}: ${verdict}${where}.`, layout.columns, "  ")].join("\n");
}

import { compareResults, readResult } from "@lnsim/simulator";
import { renderComparison } from "../report/compare-report.ts";
import type { Handler } from "./handler.ts";
import { parseCount } from "./parse-count.ts";

/** Input of `lnsim compare`. */
export interface CompareInput {
  readonly A: string;
  readonly B: string;
  readonly ops: string;
  readonly format: "table" | "json";
}

/** `lnsim compare A B` */
export const compare: Handler<CompareInput> = async ({ A, B, ops, format }, { print, columns, styles }) => {
  const most = parseCount("--ops", ops);
  const folder = process.cwd();
  const comparison = compareResults(readResult(A, folder), readResult(B, folder));
  await print(format === "json" ? JSON.stringify(comparison, null, 2) : renderComparison(comparison, { columns, styles }, most));
  return 0;
};

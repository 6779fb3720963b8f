import { diffRows } from "@lnsim/sweep";
import { renderSweepDiff } from "../report/sweep-diff-report.ts";
import type { Handler } from "./handler.ts";
import { parseCount } from "./parse-count.ts";
import { readDesigns } from "./read-designs.ts";
import { requireTolerance } from "./require-tolerance.ts";

/** Input of `lnsim sweep diff`. */
export interface SweepDiffInput {
  readonly A: string;
  readonly B: string;
  readonly tolerance: number;
  readonly top: string;
  readonly check: boolean;
  readonly format: "table" | "json";
}

/** `lnsim sweep diff A B` */
export const sweepDiff: Handler<SweepDiffInput> = async ({ A, B, tolerance, top, check, format }, { print, columns, styles }) => {
  const most = parseCount("--top", top);
  requireTolerance(tolerance);
  const diff = diffRows(readDesigns(A).rows, readDesigns(B).rows, tolerance);
  await print(format === "json" ? JSON.stringify(diff, null, 2) : renderSweepDiff(diff, { columns, styles }, { most, tolerance }));
  const differs = diff.changed.length + diff.onlyInA.length + diff.onlyInB.length > 0;
  return check && differs ? 1 : 0;
};

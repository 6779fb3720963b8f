import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";

/** How many tests ended how. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What the counts are read from in vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Runs the root vitest and counts. Extra arguments select what it runs. */
export function runVitest(args: readonly string[] = []): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-vitest-"));
  try {
    const file = join(folder, "report.json");
    const code = runCommand("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args]);
    return existsSync(file) ? countOutcome(JSON.parse(readFileSync(file, "utf8")), code) : { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts a report: a file that failed before any test ran is one failure, and so is an exit code that no failure explains. */
export function countOutcome(report: VitestReport, exitCode: number): Outcome {
  const brokenFiles = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + brokenFiles;
  const unexplained = (exitCode !== 0 && failed === 0) || (failed === 0 && report.numPassedTests === 0) ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + unexplained, skipped: report.numPendingTests + report.numTodoTests };
}

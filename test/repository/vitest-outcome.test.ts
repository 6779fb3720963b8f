import { describe, expect, it } from "vitest";
import { countOutcome, type VitestReport } from "../../scripts/vitest-outcome.ts";

const report: VitestReport = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{}] }],
};

describe("countOutcome", () => {
  it("counts passed, failed and skipped tests", () => {
    expect(countOutcome(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(countOutcome({ ...report, numFailedTests: 2 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("counts a file that broke before any test as a failure", () => {
    const broken = { ...report, testResults: [...report.testResults, { status: "failed", assertionResults: [] }] };
    expect(countOutcome(broken, 1).failed).toBe(1);
  });

  it("counts an exit code that no failure explains, and a run of no tests", () => {
    expect(countOutcome(report, 1).failed).toBe(1);
    expect(countOutcome({ ...report, numPassedTests: 0 }, 0).failed).toBe(1);
  });
});

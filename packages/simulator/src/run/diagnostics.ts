import type { StepDiagnostics } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";

type Diagnostics = NonNullable<RunResult["accuracy"]>["diagnostics"][number];

/** The diagnostics of a step as the result states them. */
export function diagnosticsOf({ step, quantizers, gemms }: StepDiagnostics): Diagnostics {
  return {
    step,
    quantizers: quantizers.map(({ histogram, sqnrDb, largest, ...rest }) => ({
      ...rest,
      histogram: histogram === null ? null : Array.from(histogram),
      sqnrDb: finite(sqnrDb),
      largest: finite(largest),
    })),
    gemms: gemms.map(({ sqnrDb, largestShare, ...rest }) => ({ ...rest, sqnrDb: finite(sqnrDb), largestShare: finite(largestShare) })),
  };
}

/** The number, or null for what JSON cannot say. */
export function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

import { run, type RunRequest } from "@lnsim/simulator";
import { isDeepStrictEqual } from "node:util";

const request: RunRequest = { machine: "lns-madam-chip", trace: "resnet50", batch: 8, numerics: false };

/** A training iteration of ResNet-50 with fast-forward, and stepped. */
export interface FastForwardComparison {
  readonly cycles: number;
  /** Share of the cycles that fast-forward skipped. */
  readonly skipped: number;
  /** Whether both found the same in everything but `simulation`. */
  readonly areEqual: boolean;
}

/** Runs ResNet-50 at batch 8 on the chip with fast-forward and with `--exact`; some ten seconds. */
export async function compareFastForward(): Promise<FastForwardComparison> {
  const { simulation, ...skipping } = (await run(request))!;
  const { simulation: _stepped, ...stepping } = (await run({ ...request, exact: "burst" }))!;
  const cycles = skipping.cycles!.perStep;
  return { cycles, skipped: simulation.fastForwardedCycles / cycles, areEqual: isDeepStrictEqual(skipping, stepping) };
}

/** A sentence for a terminal. */
export function formatFastForward({ cycles, skipped, areEqual }: FastForwardComparison): string {
  const verdict = areEqual ? "agree in everything else" : "DISAGREE";
  return `ResNet-50, batch 8: ${cycles} cycles; with fast-forward ${(100 * skipped).toFixed(0)} % of them were skipped, with --exact none; both ${verdict}`;
}

import type { ExactMode } from "@lnsim/kernel";
import type { MachineTiming, TimedOp } from "../../timing/machine-timing.ts";
import { checkOps } from "../../workload/check-ops.ts";
import type { Op } from "../../workload/operation.ts";
import type { PeDescription } from "../../description/description.ts";
import { describeSystolic } from "../layer/description.ts";
import { requireStoredWeights } from "../layer/stored-weights.ts";
import { systolicActions } from "./actions.ts";
import { systolicBlocks } from "./blocks.ts";
import { timeOp, type OpTally } from "./op-tally.ts";
import { sumTraffic } from "../../timing/sum-traffic.ts";

/**
 * A step on a systolic array with ideal memory: one op after the other, each on an idle machine, matrix products on the
 * array and everything else on a vector unit as wide as the array has columns.
 *
 * @throws {LnsimError} when an op makes no sense, or the array does not know the dataflow, or what its weights are rounded from.
 */
export function simulateSystolic(description: PeDescription, ops: readonly Op[], options: { readonly exact: ExactMode }): MachineTiming {
  checkOps(ops);
  const array = describeSystolic(description);
  requireStoredWeights(description);
  const known = new Map<string, OpTally>();
  let now = 0;
  const tallies: OpTally[] = [];
  const timed = ops.map((op): TimedOp => {
    const tally = timeOp({ description, array, op, exact: options.exact, known });
    tallies.push(tally);
    now += tally.cycles;
    return { op, retiredAt: now, ...tally.timing };
  });
  return {
    cycles: now,
    ops: timed,
    blocks: systolicBlocks(tallies, now),
    actions: systolicActions(array, ops, tallies),
    traffic: sumTraffic(timed.map(({ traffic }) => traffic)),
    peak: { macsPerCycle: array.rows * array.columns, memoryBytesPerCycle: null },
    simulation: {
      events: tallies.reduce((sum, { events }) => sum + events, 0),
      fastForwardedCycles: tallies.reduce((sum, { skippedCycles }) => sum + skippedCycles, 0),
      skipped: { folds: tallies.reduce((sum, { skippedCycles }) => sum + skippedCycles, 0) },
      stoppedBy: {},
    },
  };
}

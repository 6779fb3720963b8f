import type { ExactMode } from "@lnsim/kernel";
import { burstFold } from "../array/burst-fold.ts";
import { stepFold } from "../array/step-fold.ts";
import { foldGroups, foldsOf } from "../fold/fold.ts";
import type { SystolicDescription } from "../layer/description.ts";
import { macsOfLayer, type SystolicLayer } from "../layer/layer.ts";
import { OpTally, type SystolicOpTiming } from "./op-timing.ts";

/**
 * A layer on a systolic array with ideal memory: folds one after the other, without overlap, from the first active cycle to
 * the one after the last output has left.
 *
 * - `cycle`: every register of every PE in every cycle; `burst`: the windows of every PE in every fold;
 * - `skip` (default): a fold of every shape, counted as often as it occurs. All agree in everything but `simulation`.
 *
 * Simplified: memories at the edges keep up; partial sums of ws and is go through a memory of their own below the array; a PE
 * takes one product a cycle and accumulates product by product.
 *
 * Throws when the useful multiply-accumulates are not those of the layer: a bug.
 */
export function simulateSystolicOp(layer: SystolicLayer, description: SystolicDescription, { exact = "skip" }: { readonly exact?: ExactMode } = {}): SystolicOpTiming {
  const tally = new OpTally(layer, description);
  if (exact === "skip") {
    for (const { shape, count } of foldGroups(layer, description)) tally.add(burstFold(shape, description), shape, count);
  } else {
    const run = exact === "cycle" ? stepFold : burstFold;
    for (const { shape } of foldsOf(layer, description)) tally.add(run(shape, description), shape, 1);
  }
  const timing = tally.finish();
  if (timing.activePeCycles !== macsOfLayer(layer)) {
    throw new Error(`${timing.activePeCycles} multiply-accumulates where the layer has ${macsOfLayer(layer)}: ${JSON.stringify({ layer, description })}`);
  }
  return timing;
}

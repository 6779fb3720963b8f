import type { ExactMode } from "@lnsim/kernel";
import { burstFold } from "../array/burst-fold.ts";
import type { FoldTiming } from "../array/fold-timing.ts";
import { stepFold } from "../array/step-fold.ts";
import { foldGroups, foldsOf, type FoldShape, type PlacedFold } from "../fold/fold.ts";
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

/** One fold of an op, with its place in time. */
export interface FoldSpan extends PlacedFold {
  readonly index: number;
  /** Of the op's cycles: its first, and the one after its last. */
  readonly firstCycle: number;
  readonly endCycle: number;
  readonly timing: FoldTiming;
}

/** Every fold of an op in order, with what it took. */
export function* foldSpans(layer: SystolicLayer, description: SystolicDescription): Generator<FoldSpan, void, void> {
  const known = new Map<string, FoldTiming>();
  let firstCycle = 0;
  let index = 0;
  for (const fold of foldsOf(layer, description)) {
    const timing = remembered(known, fold.shape, description);
    yield { ...fold, index, firstCycle, endCycle: firstCycle + timing.cycles, timing };
    firstCycle += timing.cycles;
    index++;
  }
}

function remembered(known: Map<string, FoldTiming>, shape: FoldShape, description: SystolicDescription): FoldTiming {
  const key = `${shape.usedRows} ${shape.usedColumns}`;
  const timing = known.get(key) ?? burstFold(shape, description);
  known.set(key, timing);
  return timing;
}

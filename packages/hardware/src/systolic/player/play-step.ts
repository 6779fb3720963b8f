import type { ExactMode, Kernel } from "@lnsim/kernel";
import type { PeDescription } from "../../description/description.ts";
import { vectorSteps } from "../../vector/steps.ts";
import type { Op } from "../../workload/operation.ts";
import { actionKeyOf } from "../job/actions.ts";
import { describeSystolic } from "../layer/description.ts";
import { layerOf } from "../layer/layer.ts";
import { passCycles } from "../step/op-tally.ts";
import { buildPlayer } from "./build-player.ts";
import { playPass, playProduct } from "./play-product.ts";
import type { PlayedCount, PlayedOp } from "./played-op.ts";

/**
 * A kernel at cycle 0 of a step on a systolic array with ideal memory: the schedule that `simulateSystolic` times, played by blocks, for
 * whoever wants to look at its cycles. It counts what the timing counts.
 */
export function playStep(description: PeDescription, ops: readonly Op[], exact: ExactMode): Kernel {
  const array = describeSystolic(description);
  const played = ops.map((op): PlayedOp => {
    if (op.kind === "gemm") return playProduct(array, layerOf(op), op.count ?? 1);
    return playPass(passCycles(description, array, op), op.elements, passCounts(op));
  });
  return buildPlayer(played, ["array", "ifmapSram", "filterSram", "ofmapSram", "vectorUnit"], exact);
}

function passCounts(op: Exclude<Op, { readonly kind: "gemm" }>): readonly PlayedCount[] {
  return vectorSteps(op).flatMap(({ action, perElement }): PlayedCount[] => {
    const key = actionKeyOf(action);
    return key === undefined ? [] : [[key, Math.round(perElement * op.elements)]];
  });
}

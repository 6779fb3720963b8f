import type { ExactMode, Kernel } from "@lnsim/kernel";
import type { Job, JobTiming } from "../../chip/job/job.ts";
import { jobActionKeys } from "../job/actions.ts";
import { layerOfJob } from "../job/gemm-job.ts";
import type { SystolicDescription } from "../layer/description.ts";
import { buildPlayer } from "./build-player.ts";
import { playPass, playProduct } from "./play-product.ts";
import type { PlayedCount } from "./played-op.ts";

/** What the folds of a job count by themselves. */
const countedByFold: ReadonlySet<string> = new Set(["mac", "idlePe", "operandMove", "ofmapRead"]);

/** A kernel at cycle 0 of a job on a systolic array, whose timing is known. */
export function playJob(description: SystolicDescription, job: Job, { cycles, counts }: JobTiming, exact: ExactMode): Kernel {
  const opening = jobActionKeys.flatMap((key, index): PlayedCount[] => {
    const isOwn = job.kind === "gemm" && countedByFold.has(key);
    return isOwn || counts[index] === 0 ? [] : [[key, counts[index]!]];
  });
  const played = job.kind === "gemm" ? playProduct(description, layerOfJob(job), 1, opening) : playPass(cycles, job.elements, opening);
  return buildPlayer([played], ["systolicArray", "ifmapPort", "filterPort", "ofmapPort", "vectorUnit"], exact);
}

import type { ActivityCycles, BlockTiming } from "../../timing/machine-timing.ts";
import { computeActivities, computeActivityNames } from "../compute/state.ts";
import type { ComputeArray } from "../job/job.ts";
import type { Chip } from "../machine/build-chip.ts";
import { tilesByJob } from "../program/tile-counts.ts";
import type { ChipProgram } from "../program/program.ts";

/** The lives of the array's blocks: what they did in its jobs, and, between jobs, what the array as a whole waited for. */
export function arrayBlocks(array: ComputeArray, program: ChipProgram, chip: Chip): readonly BlockTiming[] {
  const spent = new Float64Array(array.activities.length);
  for (const [job, tiles] of tilesByJob(program).entries()) {
    const { activity } = chip.runner.taken(job);
    for (let index = 0; index < spent.length; index++) spent[index]! += tiles * activity[index]!;
  }
  const outside = waitsBetweenJobs(chip);
  const blocks = [...new Set(array.activities.map(({ block }) => block))];
  return blocks.map((block) => {
    const own = array.activities.flatMap((activity, index): ActivityCycles[] => {
      const { block: of, name, class: kind, cause } = activity;
      return of === block ? [{ name, class: kind, ...(cause !== undefined && { cause }), cycles: spent[index]! }] : [];
    });
    const idle = outside.reduce((sum, { cycles }) => sum + cycles, 0);
    const between: readonly ActivityCycles[] = array.workers.includes(block) ? outside : [{ name: "between jobs", class: "idle", cycles: idle }];
    return { block, activities: [...own, ...between] };
  });
}

function waitsBetweenJobs({ kernel, blocks }: Chip): readonly ActivityCycles[] {
  const spent = kernel.activities(blocks.array);
  return computeActivityNames.flatMap((name, index): ActivityCycles[] => {
    const { class: kind } = computeActivities[name];
    return kind === "work" ? [] : [{ name: `no job: ${name}`, class: kind, ...(kind === "stall" && { cause: name }), cycles: spent[index]!.cycles }];
  });
}

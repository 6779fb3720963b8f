import { RunPlanner } from "@lnsim/simulator";
import { parseObjectives, parseShard, pointsOf, resolvePoints, shardOf, type DesignPoint } from "@lnsim/sweep";
import { openRunPlace, requireRunPlace, type RunPlaceInput } from "../sweep/run-place.ts";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { watchSweep } from "../sweep/watch-sweep.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep run`. */
export interface SweepRunInput extends SpaceInput, RunPlaceInput {
  readonly shard?: string;
  readonly objective?: string;
  readonly format: "table" | "jsonl";
}

/** `lnsim sweep run` */
export const sweepRun: Handler<SweepRunInput> = async (input, terminal) => {
  const { format, objective, engine, jobs } = input;
  const objectives = objective === undefined ? undefined : parseObjectives(objective);
  requireRunPlace(input);
  const points = await pointsOfInput(input);
  const place = await openRunPlace(input);
  try {
    if (engine !== undefined && jobs === 0) terminal.hint(`the points wait for workers: lnsim sweep worker ${place.shown}`);
    const known = await place.rowsOf(points);
    const code = await watchSweep({ run: (hooks) => place.run(points, hooks), known, place: place.shown, format, ...(objectives !== undefined && { objectives }) }, terminal);
    if (engine !== undefined && code === 130) terminal.hint("they stay in the queue, for this command and for workers");
    return code;
  } finally {
    await place.close();
  }
};

/** All points, each checked, or those of the shard that is asked for. */
async function pointsOfInput(input: SweepRunInput): Promise<readonly DesignPoint[]> {
  const shard = input.shard === undefined ? undefined : parseShard(input.shard);
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const points = await resolvePoints(space.base, pointsOf(space).points, planner);
  return shard === undefined ? points : shardOf(points, shard);
}

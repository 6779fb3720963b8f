import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import { describePoint, isAddress, openStore, planSweep, repeatCommand, type ResolvedPoint, type Space, type SweepPlan } from "@lnsim/sweep";
import { renderPlan } from "../report/plan-report.ts";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { storeName } from "../sweep/store-name.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep plan`. */
export interface SweepPlanInput extends SpaceInput {
  readonly store?: string;
  readonly jobs?: number;
  readonly point?: string;
  readonly format: "table" | "json";
}

/** `lnsim sweep plan` */
export const sweepPlan: Handler<SweepPlanInput> = async (input, terminal) => {
  const { point, format, jobs = availableParallelism() } = input;
  if (jobs < 1) throw new LnsimError({ code: "invalid-value", message: "a sweep runs on at least one worker", path: "--jobs", found: String(jobs), expected: "a whole number from 1" });
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const plan = await planWith(input.store, space, planner);
  if (point !== undefined) await terminal.print(pointReport(pointNamed(plan, point)));
  else await terminal.print(format === "json" ? JSON.stringify(planDocument(plan, space), null, 2) : renderPlan(plan, { space, jobs }, terminal));
  return 0;
};

/** Looks into a store that is there; a plan makes none. */
async function planWith(file: string | undefined, space: Space, planner: RunPlanner): Promise<SweepPlan> {
  if (file === undefined || (!isAddress(file) && !existsSync(resolve(file)))) return planSweep(space, undefined, planner);
  const store = openStore(storeName(file), { create: false });
  try {
    return await planSweep(space, store, planner);
  } finally {
    store.close();
  }
}

/** @throws {LnsimError} code "unknown-name" for an id, or the start of one, that no point has. */
function pointNamed({ points }: SweepPlan, id: string): ResolvedPoint {
  const found = points.filter((point) => point.id.startsWith(id));
  if (found.length === 1) return found[0]!;
  throw new LnsimError({ code: "unknown-name", message: `${found.length === 0 ? "no point has" : "several points have"} an id that starts so`, path: "--point", found: id, expected: "the first characters of one id" });
}

function pointReport(point: ResolvedPoint): string {
  return `${point.id}\n${describePoint(point).replaceAll(/^/gm, "  ")}\n  run it with: ${repeatCommand(point.request)}`;
}

/** The plan as data. */
function planDocument({ points, cached, excluded, asked, timings, trainings, estimate }: SweepPlan, { name, base, axes }: Space) {
  return {
    name,
    base,
    axes: axes.map(({ paths, units, levels, when }) => ({ paths, units, levels, when })),
    points: points.map((point) => ({ id: point.id, values: point.values, changes: point.changes, timingKey: point.isTimed ? point.timingKey : null, trainingKey: point.replayKey, cached: cached.has(point.id) })),
    total: points.length,
    asked,
    cached: cached.size,
    left: points.length - cached.size,
    timings,
    trainings,
    excluded: excluded.map(({ constraint, count }) => ({ require: constraint.text, because: constraint.because, count })),
    estimate,
  };
}

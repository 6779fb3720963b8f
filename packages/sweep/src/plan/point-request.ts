import type { Change, RunRequest } from "@lnsim/simulator";
import { enablePatches, produceWithPatches } from "immer";
import { isRunPath } from "../space/axis-paths.ts";
import type { AxisValues, Scalar } from "../point.ts";

enablePatches();

/** What of a run axes can change, beside the machine's parameters. */
type RunValues = { [path: string]: Scalar | undefined };

/** The run of a point, and what of it the point changes beside the machine's parameters. */
export interface PointRequest {
  readonly request: RunRequest;
  readonly changes: readonly Change[];
}

/**
 * The run of a point: paths of the machine become edits, after those that all points have; a seed draws the training anew,
 * weights and batches included.
 */
export function pointRequest(base: RunRequest, values: AxisValues): PointRequest {
  const { machine, trace, batch, steps, seed } = base;
  const entries = Object.entries(values);
  const own: RunValues = { machine, trace, batch, steps, seed };
  const [run, patches] = produceWithPatches(own, (draft) => {
    for (const [path, value] of entries) if (isRunPath(path)) draft[path] = value;
  });
  const edits = entries.filter(([path]) => !isRunPath(path)).map(([path, value]) => `${path}=${value}`);
  const kept = (base.set ?? []).filter((edit) => !Object.hasOwn(values, edit.slice(0, edit.indexOf("=")).trim()));
  const given = Object.fromEntries(Object.entries(run).filter(([, value]) => value !== undefined));
  const set = [...kept, ...edits];
  const request = { ...base, ...given, ...(set.length > 0 && { set }), ...("seed" in values && { redraw: Number(values["seed"]) }) } as RunRequest;
  const changes = patches.map(({ path, value }) => ({ path: path.join("."), from: own[path.join(".")] ?? null, to: value as Scalar }));
  return { request, changes };
}

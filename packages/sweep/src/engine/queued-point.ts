import type { RunRequest } from "@lnsim/simulator";
import * as Schema from "effect/Schema";
import type { PointLimits } from "../execute/worker-slot.ts";
import type { DesignPoint } from "../point.ts";
import { partKeys } from "../share/shared-parts.ts";

const Value = Schema.Union([Schema.Number, Schema.String, Schema.Boolean]);

/** A point as it waits in the queue. */
export const QueuedPointSchema = Schema.Struct({
  id: Schema.String,
  values: Schema.Record(Schema.String, Value),
  /** A RunRequest, which is checked when the point is resolved. */
  request: Schema.Unknown,
  /** Whether other points of its sweep have the same timing, and the same training. */
  shares: Schema.Struct({ timing: Schema.Boolean, training: Schema.Boolean }),
  limits: Schema.Struct({ seconds: Schema.optionalKey(Schema.Number), memoryMib: Schema.optionalKey(Schema.Number) }),
});

/** What {@link QueuedPointSchema} reads. */
export interface QueuedPoint extends Pick<DesignPoint, "id" | "values"> {
  readonly request: unknown;
  readonly shares: { readonly timing: boolean; readonly training: boolean };
  readonly limits: PointLimits;
}

/** The run of a queued point; what its values are worth is found out when it is resolved. */
export function requestOf({ request }: QueuedPoint): RunRequest {
  return request as RunRequest;
}

/**
 * Points in the order in which workers shall take them: first one of each timing and each training that several have, so that
 * these are found once, then the others of each timing together.
 */
export function queuedPoints(points: readonly DesignPoint[], all: readonly DesignPoint[], limits: PointLimits): readonly QueuedPoint[] {
  const counts = new Map<string, number>();
  for (const point of all) for (const [, key] of partKeys(point)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isShared = (key: string | null): boolean => key !== null && counts.get(key)! > 1;
  const found = new Set<string>();
  const first: DesignPoint[] = [];
  const groups = new Map<string, DesignPoint[]>();
  for (const point of points) {
    const keys = partKeys(point).map(([, key]) => key);
    if (keys.some((key) => !found.has(key))) first.push(point);
    else groups.set(point.timingKey, [...(groups.get(point.timingKey) ?? []), point]);
    for (const key of keys) found.add(key);
  }
  return [...first, ...[...groups.values()].flat()].map(({ id, values, request, timingKey, replayKey }) => ({
    id,
    values,
    request,
    shares: { timing: isShared(timingKey), training: isShared(replayKey) },
    limits,
  }));
}

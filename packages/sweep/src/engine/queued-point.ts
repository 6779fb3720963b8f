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
  limits: Schema.Struct({ seconds: Schema.optionalKey(Schema.Number), memoryMib: Schema.optionalKey(Schema.Number) }),
});

/** What {@link QueuedPointSchema} reads. */
export interface QueuedPoint extends Pick<DesignPoint, "id" | "values"> {
  readonly request: unknown;
  readonly limits: PointLimits;
}

/** The run of a queued point; what its values are worth is found out when it is resolved. */
export function requestOf({ request }: QueuedPoint): RunRequest {
  return request as RunRequest;
}

/**
 * Points in the order in which workers shall take them: first one of each timing and each training, so that these are found
 * once, then the others of each timing together.
 */
export function queuedPoints(points: readonly DesignPoint[], limits: PointLimits): readonly QueuedPoint[] {
  const found = new Set<string>();
  const first: DesignPoint[] = [];
  const groups = new Map<string, DesignPoint[]>();
  for (const point of points) {
    const keys = partKeys(point).map(([, key]) => key);
    const group = groups.get(point.timingKey) ?? [];
    groups.set(point.timingKey, group);
    (keys.some((key) => !found.has(key)) ? first : group).push(point);
    for (const key of keys) found.add(key);
  }
  return [...first, ...[...groups.values()].flat()].map(({ id, values, request }) => ({ id, values, request, limits }));
}

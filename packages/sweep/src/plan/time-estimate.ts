import type { RunParts } from "@lnsim/simulator";
import type { Attempt } from "../row.ts";
import { partKeys } from "../share/shared-parts.ts";
import type { ResolvedPoint } from "./resolve-point.ts";

/** How long the points that are left take on one worker. */
export interface TimeEstimate {
  readonly seconds: number;
  /** Points that were measured. */
  readonly measured: number;
  /** Whether those are points of this sweep; of another in the same store where not. */
  readonly isOwn: boolean;
}

/** What is known before a sweep goes on. */
export interface SweepStanding {
  readonly points: readonly ResolvedPoint[];
  readonly isCached: (id: string) => boolean;
  readonly isKnown: (kind: keyof RunParts, key: string) => boolean;
  readonly attempts: readonly Attempt[];
}

/** What a point finds out that nobody has found before it. */
type Finds = "nothing" | "timing" | "training" | "both";

/** What a point takes that finds nothing, where none was measured: a machine is read, a row is written. */
const recallSeconds = 0.05;

/**
 * From the means of what was measured, of points that find a timing, a training, both, or that have all of it from others;
 * where points of the sweep were never measured, from the mean of whatever the store has. Null where it has nothing.
 */
export function estimateTime({ points, isCached, isKnown, attempts }: SweepStanding): TimeEstimate | null {
  const done = attempts.filter(({ status }) => status === "done");
  const byId = new Map(points.map((point) => [point.id, point]));
  const own = done.filter(({ id }) => byId.has(id));
  const measured = own.length > 0 ? own : done;
  if (measured.length === 0) return null;
  const found = new Set<string>();
  const seconds = meansOf(measured, ({ id }) => (byId.has(id) ? finds(byId.get(id)!, found, () => false) : "both"));
  const left = points.filter(({ id }) => !isCached(id));
  const total = left.reduce((sum, point) => sum + secondsOf(finds(point, found, isKnown), seconds), 0);
  return { seconds: total, measured: measured.length, isOwn: own.length > 0 };
}

/** What a point finds when those before it have found `found`, which it adds to. */
function finds(point: ResolvedPoint, found: Set<string>, isKnown: SweepStanding["isKnown"]): Finds {
  const isNew = { timing: false, training: point.trains && point.replayKey === null };
  for (const [kind, key] of partKeys(point)) {
    isNew[kind] ||= (kind === "training" || point.isTimed) && !found.has(key) && !isKnown(kind, key);
    found.add(key);
  }
  if (isNew.timing && isNew.training) return "both";
  return isNew.timing ? "timing" : isNew.training ? "training" : "nothing";
}

type Means = ReadonlyMap<Finds, number>;

function meansOf(attempts: readonly Attempt[], kindOf: (attempt: Attempt) => Finds): Means {
  const sums = new Map<Finds, { seconds: number; count: number }>();
  for (const attempt of attempts) {
    const kind = kindOf(attempt);
    const { seconds, count } = sums.get(kind) ?? { seconds: 0, count: 0 };
    sums.set(kind, { seconds: seconds + attempt.seconds, count: count + 1 });
  }
  return new Map([...sums].map(([kind, { seconds, count }]) => [kind, seconds / count]));
}

/** Of a kind that was not measured: the sum of its parts, or the most of what was. */
function secondsOf(kind: Finds, means: Means): number {
  const mean = means.get(kind);
  if (mean !== undefined) return mean;
  if (kind === "nothing") return recallSeconds;
  const [timing, training] = [means.get("timing"), means.get("training")];
  if (kind === "both" && timing !== undefined && training !== undefined) return timing + training;
  return Math.max(...means.values());
}

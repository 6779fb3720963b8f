import type { AxisValues } from "../point.ts";

/** Equal for equal values, in whatever order they stand. */
export function keyOfValues(values: AxisValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

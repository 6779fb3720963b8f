import type { Bounds } from "./energy-table.ts";

export const zeroBounds: Bounds = { low: 0, high: 0 };

/** Both ends added. */
export function addBounds(a: Bounds, b: Bounds): Bounds {
  return { low: a.low + b.low, high: a.high + b.high };
}

/** Both ends multiplied by a factor that is not negative. */
export function scaleBounds(bounds: Bounds, factor: number): Bounds {
  return { low: bounds.low * factor, high: bounds.high * factor };
}

/** Both ends of a sum, added in the order given. */
export function sumBounds(parts: Iterable<Bounds>): Bounds {
  let sum = zeroBounds;
  for (const part of parts) sum = addBounds(sum, part);
  return sum;
}

import { createHash } from "node:crypto";
import type { RunRequest } from "@lnsim/simulator";
import type { AxisValues, DesignPoint } from "../point.ts";

/** A point by hand; those of one `timingKey` and `replayKey` share what they stand for. */
export function pointOf(request: RunRequest, values: AxisValues, keys: Partial<Pick<DesignPoint, "timingKey" | "replayKey">> = {}): DesignPoint {
  const id = createHash("sha256").update(JSON.stringify(request)).digest("hex");
  return { id, values, request, timingKey: keys.timingKey ?? id, replayKey: keys.replayKey ?? null };
}

/** Cheap points: a matrix product on systolic arrays of many sizes. */
export function cheapPoints(count: number): DesignPoint[] {
  return Array.from({ length: count }, (_, i) => {
    const [rows, columns] = [2 + (i % 10), 2 + Math.floor(i / 10)];
    return pointOf({ machine: "systolic", trace: "gemm:8,8,8", numerics: false, set: [`array.rows=${rows}`, `array.columns=${columns}`] }, { "array.rows": rows, "array.columns": columns });
  });
}

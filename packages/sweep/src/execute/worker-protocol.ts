import type { DesignPoint } from "../point.ts";
import type { Row } from "../row.ts";
import type { SentPart } from "../share/shared-parts.ts";

/** What a worker is asked: one point at a time, and parts that others have found. */
export interface PointTask {
  readonly point: Pick<DesignPoint, "id" | "values" | "request">;
  readonly parts: readonly SentPart[];
}

/** What a worker says: that it is there, then for each point any number of parts, then how the point ended. */
export type WorkerReport =
  | { readonly type: "ready" }
  | { readonly type: "part"; readonly part: SentPart }
  | { readonly type: "done"; readonly row: Row }
  | { readonly type: "failed"; readonly error: string };

import type { DonePoint, FailedPoint } from "../execute/sweep-event.ts";
import type { AxisValues } from "../point.ts";

/** What a worker does. */
export type WorkerEvent =
  /** It has connected, and takes so many points at a time. */
  | { readonly type: "started"; readonly jobs: number }
  | ({ readonly type: "done"; readonly attempt: number } & DonePoint)
  /** It is tried again later, or set aside after its last try. */
  | ({ readonly type: "failed"; readonly attempt: number } & FailedPoint)
  /** Somebody had its row by the time it was taken. */
  | { readonly type: "known"; readonly id: string; readonly values: AxisValues }
  /** It was given back. */
  | { readonly type: "abandoned"; readonly id: string; readonly values: AxisValues };

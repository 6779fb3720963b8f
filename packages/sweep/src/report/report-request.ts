import type { Objective } from "../look/objective.ts";
import type { Attempt, Row } from "../row.ts";

/** What a report is made of. */
export interface ReportRequest {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What is better; the first two are the axes of the scatter chart. */
  readonly objectives: readonly Objective[];
  /** Attempts at points: commands that repeat them, and what failed. */
  readonly attempts: readonly Attempt[];
  /** What made the page, such as "lnsim 0.1.0". */
  readonly program: string;
}

import type { TimelineLayout } from "./layout.ts";

/** Where in the outer machine jobs run, and what they look like inside. Plain data. */
export interface JobPlace {
  /** The outer machine's block that works on jobs; it counts `job<n>` in the cycle in which job n starts. */
  readonly block: string;
  /** The activity it is in from then on until the job is over. */
  readonly activity: string;
  /** The blocks inside jobs, the same for all jobs. */
  readonly layout: TimelineLayout;
  /** Names of the blocks inside jobs that are the array proper: between jobs they are in that block's own activities. */
  readonly workers: readonly string[];
}

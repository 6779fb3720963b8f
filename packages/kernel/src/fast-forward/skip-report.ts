/**
 * Why cycles were stepped:
 *
 * - `no boundary`: no block had marked a boundary or an epoch yet.
 * - `new state`: at the last loop boundary the machine was in no state that is remembered.
 * - `uneven growth`: it was in one, but labels and totals have not grown by the same in two periods running.
 * - `loop end`: a loop was too near its end (remaining iterations less look-ahead) for one more period, or for a look that could find one.
 * - `breakpoint`: the cycle up to which the run was asked for was too near.
 * - `end known`: a block had called `stopAt`; nothing is skipped from then on.
 * - `rare look`: states had not recurred for long, so that not every boundary is looked at.
 * - `new epoch`: an epoch began in a state, or with a key, that is not remembered.
 */
export type SkipStop = "no boundary" | "new state" | "uneven growth" | "loop end" | "breakpoint" | "end known" | "rare look" | "new epoch";

/** What a run skipped, and what it stepped and why. All cycles together are those of the run. */
export interface SkipReport {
  /** Periods of loops that were skipped. */
  readonly loops: { readonly periods: number; readonly cycles: number };
  /** Epochs that were jumped over. */
  readonly epochs: { readonly epochs: number; readonly cycles: number };
  /** Per reason: how often the kernel looked and went on stepping for it, and the cycles until it looked again. */
  readonly stepped: readonly { readonly reason: SkipStop; readonly count: number; readonly cycles: number }[];
  /**
   * What first tells new epochs from the one before of the same key ("block.slot", "block.port" for messages on its link, "wakes"),
   * the most frequent first; empty unless `explainEpochs` was asked for.
   */
  readonly newEpochs: readonly { readonly cause: string; readonly count: number }[];
}

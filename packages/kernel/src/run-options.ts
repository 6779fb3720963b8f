/** How exactness is reached: with skipped periods, with bursts only, or cycle by cycle. All agree in every result. */
export type ExactMode = "skip" | "burst" | "cycle";

/** How a machine is built into a kernel. */
export interface KernelOptions {
  /** Default "skip". */
  readonly mode?: ExactMode;
  /**
   * Steps one period of every skip that was made and compares it with the prediction; throws on a difference.
   * For tests of blocks whose roles are in doubt. Default false.
   */
  readonly selfCheck?: boolean;
  /** Has {@link SkipReport} say what makes epochs new. Slow. Default false. */
  readonly explainEpochs?: boolean;
}

/** Why a run ended, and the cycle the kernel stands at: cycles 0 … `cycle - 1` are over. */
export interface RunEnd {
  readonly reason: "stopped" | "asleep" | "until";
  readonly cycle: number;
}

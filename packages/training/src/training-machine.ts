import type { Optimizer } from "@lnsim/contracts";
import type { DatapathCounts } from "@lnsim/numerics";
import type { GemmPass } from "./arithmetic.ts";
import type { Batch } from "./batch.ts";
import type { MachineState } from "./checkpoint.ts";
import type { StepExaminer } from "./diagnostics/step-diagnostics.ts";
import type { ProductObserver } from "./gemm/gemm-site.ts";
import type { LossResult } from "./loss.ts";
import type { UpdateObserver } from "./parameters/update-observer.ts";

/** What a machine says of a parameter. */
export interface MachineParameter {
  readonly name: string;
  /** The largest magnitude that it may have (0: it stays zero), or null for one that is not on the update grid. */
  readonly stored: { readonly clamp: number } | null;
}

/** A network in training on a machine's arithmetic, one batch at a time. */
export interface TrainingMachine {
  /** In the model's order. */
  readonly parameters: readonly MachineParameter[];
  readonly optimizer: Optimizer;
  /** Values that lay beyond a delayed scale so far. */
  readonly clamps: number;
  /** Trains on one batch, with `factor` on every learning rate; the loss is that of the weights before the update. */
  step(batch: Batch, factor?: number): LossResult;
  /** The loss and the hits of a batch, with the same arithmetic, changing nothing that training reads. */
  evaluate(batch: Batch): LossResult;
  /** Counts from now on what the datapath loses in training steps, or stops. */
  setCounting(isCounting: boolean): void;
  /** What was counted since the last call of `forgetCounts`. */
  counts(pass: GemmPass): DatapathCounts;
  forgetCounts(): void;
  /** Shows the examiner all that is quantised and multiplied in the steps from now on; null stops. */
  examine(examiner: StepExaminer | null): void;
  /** Tells the observer of every matrix product in the steps from now on; null stops. In log arithmetic it is told of none. */
  observeProducts(observer: ProductObserver | null): void;
  /** Tells the observer of the updates of all parameters on the update grid in the steps from now on; null stops. In log arithmetic it is told of none. */
  observeUpdates(observer: UpdateObserver | null): void;
  /** All that the machine remembers, copied. */
  checkpoint(): MachineState;
  /** Continues where a machine of the same network and arithmetic was left. */
  restore(state: MachineState): void;
}

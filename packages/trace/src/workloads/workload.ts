import type { InputSpec, LayerSpec } from "../model.ts";

/** A network whose training step can be built as a shape trace: sizes and dependencies, no values. */
export interface Workload {
  /** What it is asked for by, such as "resnet50" or "gemm:64,64,64". */
  readonly name: string;
  /** For people, in a list. */
  readonly title: string;
  /** Where the sizes come from. */
  readonly sizes: string;
  /** What of the original the layers cannot say, or say otherwise; absent where nothing is. */
  readonly leftOut?: string;
  readonly input: InputSpec;
  readonly model: readonly LayerSpec[];
  /** Whether the step has a loss; without one the gradient of the last output is there from the start. */
  readonly hasLoss: boolean;
  /** Samples in the step where the sizes say it themselves; otherwise they are asked for. */
  readonly batch?: number;
}

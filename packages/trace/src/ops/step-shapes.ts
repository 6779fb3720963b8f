import type { InputSpec, LayerSpec } from "../model.ts";
import type { StepShape } from "../schema.ts";
import { stepOps } from "./step-ops.ts";

/** How a training is cut into steps. */
export interface TrainingSizes {
  /** Samples drawn in an epoch. */
  readonly samples: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** The distinct steps of a training; the last batch of an epoch may be smaller. Throws as {@link stepOps}. */
export function stepShapes(model: readonly LayerSpec[], input: InputSpec, sizes: TrainingSizes): readonly StepShape[] {
  const { samples, batchSize, epochs } = sizes;
  const whole = Math.floor(samples / batchSize);
  const rest = samples % batchSize;
  const shapes: StepShape[] = [];
  if (whole > 0) shapes.push({ batch: batchSize, count: whole * epochs, ops: stepOps(model, input, batchSize) });
  if (rest > 0) shapes.push({ batch: rest, count: epochs, ops: stepOps(model, input, rest) });
  return shapes;
}

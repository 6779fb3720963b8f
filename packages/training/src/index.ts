export {
  fullPrecision,
  gemmPasses,
  operandRoles,
  sameDatapaths,
  sameScales,
  scalePolicies,
  tensorRoles,
  tensorScale,
  type Arithmetic,
  type GemmPass,
  type ScalePolicy,
  type ScaleRule,
  type TensorRole,
} from "./arithmetic.ts";
export type { Batch } from "./batch.ts";
export { checkArithmetic } from "./check-arithmetic.ts";
export type { LossResult } from "./loss.ts";
export { defaultHidden, defaultRecordingOptimizer, draftTrace, recordTrace, type DraftOptions, type RecordOptions } from "./record.ts";
export { replay, type ReplayOptions, type ReplayProgress, type ReplayResult, type SampledCounts } from "./replay.ts";
export type { ObservedTensor, TensorObserver } from "./tensor-observer.ts";
export { Trainer, type TrainerOptions } from "./trainer.ts";
export { updateErrors, type UpdateError, type UpdateErrorInput, type UpdateErrors } from "./theory/update-errors.ts";

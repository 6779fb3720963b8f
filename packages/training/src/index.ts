export {
  fullPrecision,
  gemmPasses,
  operandRoles,
  sameDatapaths,
  sameScales,
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
export type { MachineState, StateData } from "./checkpoint.ts";
export { createMachine } from "./create-machine.ts";
export { StepExaminer, type GemmDiagnostics, type QuantizerDiagnostics, type StepDiagnostics } from "./diagnostics/step-diagnostics.ts";
export type { ObservedProduct, ProductObserver } from "./gemm/gemm-site.ts";
export type { LossResult } from "./loss.ts";
export type { ObservedUpdate } from "./parameters/update-observer.ts";
export { defaultHidden, draftTrace, recordTrace, type DraftOptions, type RecordOptions } from "./record.ts";
export { fillNormal } from "./normal.ts";
export { redrawn } from "./redrawn.ts";
export { replay, type ReplayOptions, type ReplayProgress, type ReplayResult, type SampledCounts } from "./replay.ts";
export type { ReplayCheckpoint } from "./replay-run.ts";
export type { Schedule } from "./schedule.ts";
export { observedValues, type ObservedCodes, type ObservedTensor, type TensorObserver } from "./tensor-observer.ts";
export { Trainer, type TrainerOptions } from "./trainer.ts";
export type { TrainingMachine } from "./training-machine.ts";
export { updateErrors, type UpdateError, type UpdateErrorInput, type UpdateErrors } from "./theory/update-errors.ts";

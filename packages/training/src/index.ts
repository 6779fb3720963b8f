export { fullPrecision, scalePolicies, type Arithmetic, type ScalePolicy } from "./arithmetic.ts";
export type { Batch } from "./batch.ts";
export type { GemmPass } from "./gemm-sites.ts";
export type { LossResult } from "./loss.ts";
export { defaultHidden, defaultRecordingOptimizer, draftTrace, recordTrace, type DraftOptions, type RecordOptions } from "./record.ts";
export { replay, type ReplayOptions, type ReplayProgress, type ReplayResult, type SampledCounts } from "./replay.ts";
export type { ObservedTensor, TensorObserver } from "./tensor-observer.ts";
export { Trainer, type TrainerOptions } from "./trainer.ts";

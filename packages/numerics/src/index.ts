export { countingFixedGemm } from "./counting-fixed-gemm.ts";
export { addCounts, noCounts, type DatapathCounts } from "./datapath-counts.ts";
export { createEngine, type Engine, type EngineInfo } from "./engine.ts";
export type { FixedGemm, FloatGemm } from "./gemm.ts";
export type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";
export { referenceFixedGemm } from "./reference-fixed-gemm.ts";
export { referenceFloatGemm } from "./reference-float-gemm.ts";
export { withLsb } from "./with-lsb.ts";

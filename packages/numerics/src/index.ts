export { countFixedSample } from "./count-fixed-sample.ts";
export { countingFixedGemm } from "./counting-fixed-gemm.ts";
export { addCounts, noCounts, type DatapathCounts } from "./datapath-counts.ts";
export { createEngine, type Engine, type EngineInfo, type EngineOptions } from "./engine.ts";
export { haveExactProducts } from "./exact-products.ts";
export type { FixedGemm, FloatGemm } from "./gemm.ts";
export { addCodes, createLogArithmetic, divideCodes, multiplyCodes, negateCode, type LogArithmetic } from "./log-arithmetic.ts";
export type { LogGemm } from "./log-gemm.ts";
export { logArgMax, logMaximum, logRelu, logReluGradient, rankOfCode, type CodeRun } from "./log-order.ts";
export { LogSummer } from "./log-sums.ts";
export {
  logAdd,
  logAddConstant,
  logDivide,
  logExponential,
  logMultiply,
  logNegate,
  logReciprocal,
  logScale,
  logSquareRoot,
  logSubtract,
} from "./log-vector.ts";
export type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";
export { referenceFixedGemm } from "./reference-fixed-gemm.ts";
export { referenceFloatGemm } from "./reference-float-gemm.ts";
export { referenceLogGemm } from "./reference-log-gemm.ts";
export { withLsb } from "./with-lsb.ts";

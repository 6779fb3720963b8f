export { countFixedSample } from "./fixed/count-fixed-sample.ts";
export { countingFixedGemm } from "./fixed/counting-fixed-gemm.ts";
export { addCounts, noCounts, type DatapathCounts } from "./datapath-counts.ts";
export { createEngine, type Engine, type EngineInfo, type EngineOptions } from "./engine.ts";
export { haveExactProducts } from "./fixed/exact-products.ts";
export type { FixedGemm, FloatGemm } from "./gemm.ts";
export { addCodes, createLogArithmetic, divideCodes, multiplyCodes, negateCode, type LogArithmetic } from "./log/log-arithmetic.ts";
export type { LogGemm } from "./log/log-gemm.ts";
export { logArgMax, logMaximum, logRelu, logReluGradient, rankOfCode, type CodeRun } from "./log/log-order.ts";
export { LogSummer } from "./log/log-sums.ts";
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
} from "./log/log-vector.ts";
export type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";
export { referenceFixedGemm } from "./fixed/reference-fixed-gemm.ts";
export { referenceFloatGemm } from "./float/reference-float-gemm.ts";
export { referenceLogGemm } from "./log/reference-log-gemm.ts";
export { withLsb } from "./fixed/with-lsb.ts";

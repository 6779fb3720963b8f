// Kernels of the fixed-accumulate GEMM for datapaths of one class, whose products are those of two values, and for those
// whose vectors fit int32. Exact as the kernels of fixed-gemm are: in float64 below 2^53, in int32 below 2^31.

export { packLeftValues8, packLeftValues16, packRightValues8, packRightValues16 } from "./pack-values";
export { multiplyValuesSaturate, multiplyValuesSums } from "./multiply-values";
export { multiplyCutValues } from "./multiply-cut-values";
export { packLeftPairs8, packLeftPairs16, packRightPairs8, packRightPairs16 } from "./pack-pairs";
export { multiplyPairs } from "./multiply-pairs";
export { expandIntegers8, expandIntegers16 } from "./expand-integers";
export { multiplyIntegers8, multiplyIntegers16 } from "./multiply-integers";
export { enterInt32 } from "./enter-int32";
export { setRule } from "./rule";
export { accumulateSums, fillSums } from "./accumulate-sums";
export { enterIntegers, enterReals, setScaledRule } from "./enter-scaled";
export {
  storeInt32,
  storeInt32Transposed,
  storeIntegers,
  storeIntegersTransposed,
  storeReals,
  storeRealsTransposed,
} from "./store-accumulators";

// Kernels of the fixed-accumulate GEMM, by versions of the right operand.
//
// A left code is (signed power of two) x (one of a few classes), so a product is the power times an entry of a table
// that depends on the class and the right code only. A panel holds that entry for every class, `vectorSize` right rows
// and some columns; the sum of a vector is then one multiply-add per product, with the panel row chosen by the left
// code's class: no shift, no table, no gather. All values are integers below 2^53 (the host checks this), so neither
// the order of additions nor fusing can change a bit; that alone allows the relaxed multiply-add.
//
// The host lays out the memory and calls, per block of columns and slice of `vectorSize`: expand, multiply; then store.

export { encodeLeft8, encodeLeft16 } from "./encode-left";
export { expandPanel8, expandPanel16 } from "./expand-panel";
export { setRule } from "./rule";
export { multiplySaturate16, multiplySums } from "./multiply-16";
export { multiplySaturate32 } from "./multiply-saturate-32";
export { multiplyLookup8Adjacent, multiplyLookup8Codes8, multiplyLookup8Codes16 } from "./multiply-lookup-8";
export { multiplyLookup16Adjacent, multiplyLookup16Codes8, multiplyLookup16Codes16 } from "./multiply-lookup-16";
export { multiplyCutSums } from "./multiply-cut-sums";
export { multiplyCutWholeSums } from "./multiply-cut-whole-sums";
export { accumulateSums, fillSums } from "./accumulate-sums";
export { enterIntegers, enterReals, setScaledRule } from "./enter-scaled";
export { storeIntegers, storeIntegersTransposed, storeReals, storeRealsTransposed } from "./store-accumulators";

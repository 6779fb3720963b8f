export { cosPi } from "./cosine.ts";
export { exp, exp2, expm1 } from "./exponential.ts";
export { powerOfTwo } from "./float64-bits.ts";
export { tanh } from "./hyperbolic-tangent.ts";
export { integerPower } from "./integer-power.ts";
export { log, log2 } from "./logarithm.ts";
export { octaveRoots, type OctaveRoots } from "./octave-roots.ts";
export { createRandom, type SeededRandom } from "./random.ts";

/** Settings of the machine lns-madam that make it compute in an arithmetic; the weights live on the 16-bit grid unless it says otherwise. */

const floatDatapath = ["numerics.datapath.accumulation=binary32"] as const;

export const fullPrecision: readonly string[] = ["numerics.format=fp32", "numerics.update=fp32", "numerics.spill=fp32", "numerics.state=fp32"];

/** LNS8 with the exact conversion (LUT 8) by default. */
export const lns8 = (lut: number): readonly string[] => [`numerics.datapath.lut=${lut}`];

/** The approximate conversion forward only; the backward passes take the exact one. */
export const straightThrough = (lut: number): readonly string[] => [`numerics.datapath.lut=${lut}`, "numerics.backwardDatapath.lut=8"];

/** An LNS format for all operands. */
export const lns = (bits: number, gamma: number): readonly string[] => [`numerics.format=lns:bits=${bits},gamma=${gamma}`];

/** LNS8 forward, 5-bit logarithmic gradients (E and G) of the same range: the claim of LNS-Madam's first version. */
export const fiveBitGradients: readonly string[] = ["numerics.gradients=lns:bits=5,gamma=1", "numerics.weightGradients=lns:bits=5,gamma=1"];

/** E4M3 forward, E5M2 for gradients, sums in binary32. */
export const fp8: readonly string[] = [
  "numerics.format=fp8-e4m3",
  "numerics.gradients=fp8-e5m2",
  "numerics.weightGradients=fp8-e5m2",
  ...floatDatapath,
];

/** E4M3 everywhere, in a 24-bit fixed accumulator. */
export const fp8Fixed: readonly string[] = ["numerics.format=fp8-e4m3", "numerics.datapath.accumulation=fixed"];

export const format = (name: string): readonly string[] => [`numerics.format=${name}`];

/** Weights on a logarithmic grid of `bits` bits, with the range of LNS8. */
export const updateGrid = (bits: number): readonly string[] => [`numerics.update=lns:bits=${bits},gamma=${8 * 2 ** (bits - 8)}`];

/** Everything in log arithmetic: no other grid, no other state. */
export const logArithmetic = (name: string): readonly string[] => [
  `numerics.format=${name}`,
  `numerics.update=${name}`,
  `numerics.spill=${name}`,
  `numerics.state=${name}`,
  "numerics.scalePolicy=oracle",
];

export const optimizer = (id: string): string => `training.optimizer=${id}`;

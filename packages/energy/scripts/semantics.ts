const aligned = (bits: number): string =>
  `products and the accumulator are aligned to the largest of their exponents, cut to ${bits} bits, added as integers, cut once to the accumulator; subnormal numbers are zero`;

const logarithmic = "terms are cut to 16 bits below the largest product and added to a 24-bit accumulator that wraps";

const bins = (count: number): string =>
  count === 1 ? `the remainder is taken as a linear fraction (Mitchell), ${logarithmic}` : `one adder tree for each of ${count} remainders, ${logarithmic}`;

const integers = (bits: number, sumBits: number): string => `whole products of ${bits}-bit integers in a ${sumBits}-bit accumulator`;

const additions = (bits: number): string =>
  `sign and a logarithm of ${bits - 1} bits, products clamp, sums in logarithms by 4 or 6 linear segments, the accumulator a logarithm too`;

/** What each synthesised datapath computes, by its record. */
export const semantics: { readonly [record: string]: string } = {
  lns8_bin8: bins(8),
  lns8_bin4: bins(4),
  lns8_bin2: bins(2),
  lns8_bin1: bins(1),
  lns8_lut8: `a constant for each of 8 remainders in every lane and one adder tree, ${logarithmic}`,
  lns8_lut1: `the remainder is taken as a linear fraction (Mitchell) in every lane, one adder tree, ${logarithmic}`,
  int8: integers(8, 24),
  int12: integers(12, 32),
  int16: integers(16, 40),
  fp8fix24: "E4M3 products are cut to 18 bits below the largest and added to a 24-bit accumulator that wraps; subnormal numbers are zero",
  fp8a16: `E4M3 operands, a binary16 accumulator: ${aligned(15)}`,
  fp8a32: `E4M3 operands, a binary32 accumulator: ${aligned(26)}`,
  bf16a32: `bfloat16 operands, a binary32 accumulator: ${aligned(26)}`,
  fp16a32: `binary16 operands, a binary32 accumulator: ${aligned(26)}`,
  fp32a32: `binary32 operands and accumulator: ${aligned(28)}`,
  lnslog12: additions(12),
  lnslog16: additions(16),
};

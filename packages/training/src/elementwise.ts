import type { Codes, NumberFormat, Reals } from "@lnsim/contracts";

/** Adds bias[row] to every value of the row; `values` is rows x columns. Each sum is rounded once. */
export function addBias(values: Reals, bias: Reals): void {
  const columns = values.length / bias.length;
  for (let row = 0, i = 0; row < bias.length; row++) {
    const offset = bias[row];
    for (const end = i + columns; i < end; i++) values[i] += offset;
  }
}

/**
 * The derivative of ReLU: `out` is `gradient`, but 0 where the stored activation is zero. In a format without a zero code the
 * activations that ReLU cut are those of the code that zero is stored as, and so are positive ones that small.
 */
export function maskRelu(gradient: Reals, activations: Codes, zeroCode: number, out: Reals): void {
  for (let i = 0; i < gradient.length; i++) out[i] = activations[i] === zeroCode ? 0 : gradient[i];
}

/** The code that an exact zero is stored as. */
export function codeOfZero(format: NumberFormat): number {
  if (format.zeroCode !== null) return format.zeroCode;
  const code = new Uint32Array(1);
  format.encode(new Float64Array(1), 1, { mode: "nearest-even" }, code);
  return code[0];
}

/** out[row] = sum of the row in ascending order; `values` is rows x columns. Sums round at every addition in binary32. */
export function sumRows(values: Reals, out: Reals): void {
  const columns = values.length / out.length;
  const isSingle = out instanceof Float32Array;
  for (let row = 0, i = 0; row < out.length; row++) {
    let sum = 0;
    for (const end = i + columns; i < end; i++) sum = isSingle ? Math.fround(sum + values[i]) : sum + values[i];
    out[row] = sum;
  }
}

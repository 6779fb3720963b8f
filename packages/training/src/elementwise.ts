import type { Codes, NumberFormat, Reals } from "@lnsim/contracts";

/** Adds bias[row] to every value of the row; `values` is rows x columns. Each sum is rounded once. */
export function addBias(values: Reals, bias: Reals): void {
  const columns = values.length / bias.length;
  for (let row = 0, i = 0; row < bias.length; row++) {
    const offset = bias[row];
    for (const end = i + columns; i < end; i++) values[i] += offset;
  }
}

/** Replaces what is not positive by +0, in place; NaN stays. */
export function applyRelu(values: Reals): void {
  for (let i = 0; i < values.length; i++) if (values[i] <= 0) values[i] = 0;
}

/**
 * The derivative of ReLU: sets `gradient` to 0 where the stored activation is zero. In a format without a zero code the
 * activations that ReLU cut are those of the code that zero is stored as, and so are positive ones that small.
 */
export function maskRelu(gradient: Reals, activations: Codes, zeroCode: number): void {
  for (let i = 0; i < gradient.length; i++) if (activations[i] === zeroCode) gradient[i] = 0;
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

const block = 32;

/** out (columns x rows) = transpose of `source` (rows x columns), in blocks that stay in the first-level cache. */
export function transposeCodes(source: Codes, rows: number, out: Codes): void {
  const columns = source.length / rows;
  for (let top = 0; top < rows; top += block) {
    const bottom = Math.min(top + block, rows);
    for (let left = 0; left < columns; left += block) {
      const right = Math.min(left + block, columns);
      for (let column = left; column < right; column++) {
        for (let row = top; row < bottom; row++) out[column * rows + row] = source[row * columns + column];
      }
    }
  }
}

import type { Codes, NumberFormat, Reals } from "@lnsim/contracts";
import { halvesOf } from "./layers/activations/word-halves.ts";

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
  // Bits are masked, because a branch would be guessed wrongly for every other element.
  const from = halvesOf(gradient);
  const to = halvesOf(out);
  if (to.length === out.length) {
    for (let i = 0; i < to.length; i++) to[i] = from[i] & (Number(activations[i] === zeroCode) - 1);
    return;
  }
  for (let i = 0; i < out.length; i++) {
    const mask = Number(activations[i] === zeroCode) - 1;
    to[2 * i] = from[2 * i] & mask;
    to[2 * i + 1] = from[2 * i + 1] & mask;
  }
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
  if (out instanceof Float32Array) return sumSingleRows(values, out);
  const columns = values.length / out.length;
  for (let row = 0, i = 0; row < out.length; row++) {
    let sum = 0;
    for (const end = i + columns; i < end; i++) sum += values[i];
    out[row] = sum;
  }
}

/** Four rows at a time: each sum has to wait for its own last addition, but not for those of the others. */
function sumSingleRows(values: Reals, out: Float32Array): void {
  const rows = out.length;
  const columns = values.length / rows;
  const { fround } = Math;
  for (let row = 0; row < rows; row += 4) {
    const first = row * columns;
    const second = Math.min(row + 1, rows - 1) * columns;
    const third = Math.min(row + 2, rows - 1) * columns;
    const fourth = Math.min(row + 3, rows - 1) * columns;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < columns; i++) {
      a = fround(a + values[first + i]);
      b = fround(b + values[second + i]);
      c = fround(c + values[third + i]);
      d = fround(d + values[fourth + i]);
    }
    out[row] = a;
    if (row + 1 < rows) out[row + 1] = b;
    if (row + 2 < rows) out[row + 2] = c;
    if (row + 3 < rows) out[row + 3] = d;
  }
}

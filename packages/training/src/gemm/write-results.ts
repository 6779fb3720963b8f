import type { Reals } from "@lnsim/contracts";

/** Sums of a product, m x n, and what they are multiplied by. */
export interface Results {
  readonly m: number;
  readonly n: number;
  readonly sums: Int32Array | Float64Array | Float32Array;
  /** One factor for all of them. */
  readonly factor: number;
  /** Further factors per row and per column; null where there are none. */
  readonly rowFactors: Float64Array | null;
  readonly columnFactors: Float64Array | null;
}

const block = 32;

/**
 * out = sums * factors, or its transpose (n x m). In binary32 the product of the factors is a binary32 number too, as
 * the PPU's multiplier has it.
 */
export function writeResults(results: Results, isTransposed: boolean, out: Reals): void {
  const isPlain = results.rowFactors === null && results.columnFactors === null;
  if (isPlain && !isTransposed) return writePlain(results, out);
  if (isPlain) return writeTransposed(results, out);
  writeByLines(results, isTransposed, out);
}

function writePlain({ m, n, sums, factor: wanted }: Results, out: Reals): void {
  const factor = out instanceof Float32Array ? Math.fround(wanted) : wanted;
  for (let i = 0, length = m * n; i < length; i++) out[i] = sums[i] * factor;
}

/** In blocks that stay in the first-level cache. */
function writeTransposed({ m, n, sums, factor: wanted }: Results, out: Reals): void {
  const factor = out instanceof Float32Array ? Math.fround(wanted) : wanted;
  for (let top = 0; top < m; top += block) {
    const bottom = Math.min(top + block, m);
    for (let left = 0; left < n; left += block) {
      const right = Math.min(left + block, n);
      for (let j = left; j < right; j++) {
        for (let i = top; i < bottom; i++) out[j * m + i] = sums[i * n + j] * factor;
      }
    }
  }
}

function writeByLines({ m, n, sums, factor, rowFactors, columnFactors }: Results, isTransposed: boolean, out: Reals): void {
  const isSingle = out instanceof Float32Array;
  for (let i = 0; i < m; i++) {
    const rowFactor = factor * (rowFactors === null ? 1 : rowFactors[i]);
    for (let j = 0; j < n; j++) {
      const whole = rowFactor * (columnFactors === null ? 1 : columnFactors[j]);
      out[isTransposed ? j * m + i : i * n + j] = sums[i * n + j] * (isSingle ? Math.fround(whole) : whole);
    }
  }
}

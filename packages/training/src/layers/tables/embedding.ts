import type { Codes, Reals } from "@lnsim/contracts";

/** out[feature, column] = table[feature, tokens[column]]; `table` is features x tokens of the vocabulary. */
export function gatherEmbedding(table: Reals, tokens: Codes, out: Reals): void {
  const columns = tokens.length;
  const features = out.length / columns;
  const vocabulary = table.length / features;
  for (let feature = 0, o = 0; feature < features; feature++) {
    const row = feature * vocabulary;
    for (let column = 0; column < columns; column++, o++) out[o] = table[row + tokens[column]];
  }
}

/**
 * The gradient of the table, into `out` of the table's size: per feature and token, the sum of `gradient` (features x
 * columns) over the columns with that token in ascending order; +0 for tokens that do not occur.
 */
export function embeddingGradient(gradient: Reals, tokens: Codes, out: Reals): void {
  const columns = tokens.length;
  const features = gradient.length / columns;
  const sums = new Float64Array(out.length / features);
  for (let feature = 0, i = 0; feature < features; feature++) {
    sums.fill(0);
    for (let column = 0; column < columns; column++, i++) sums[tokens[column]] += gradient[i];
    out.set(sums, feature * sums.length);
  }
}

import { wordsOf, type TensorData } from "./tensor-data.ts";

/** A tensor of features x (batch * positions), positions = height * width. */
export interface FlattenShape {
  readonly features: number;
  readonly positions: number;
  readonly batch: number;
}

/** features x (batch * positions) to (features * positions) x batch: samples become columns. */
export function flatten<T extends TensorData>({ features, positions, batch }: FlattenShape, source: T, out: T): void {
  const from = wordsOf(source);
  const to = wordsOf(out);
  for (let feature = 0, i = 0; feature < features; feature++) {
    for (let sample = 0; sample < batch; sample++) {
      let o = feature * positions * batch + sample;
      for (const end = i + positions; i < end; i++, o += batch) to[o] = from[i];
    }
  }
}

/** The inverse of {@link flatten}, of the same shape: (features * positions) x batch to features x (batch * positions). */
export function unflatten<T extends TensorData>({ features, positions, batch }: FlattenShape, source: T, out: T): void {
  const from = wordsOf(source);
  const to = wordsOf(out);
  for (let feature = 0, o = 0; feature < features; feature++) {
    for (let sample = 0; sample < batch; sample++) {
      let i = feature * positions * batch + sample;
      for (const end = o + positions; o < end; o++, i += batch) to[o] = from[i];
    }
  }
}

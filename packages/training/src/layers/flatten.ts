import { copyRuns } from "./copy-runs.ts";
import { wordsOf, type TensorData } from "./tensor-data.ts";

/** A tensor of features x (batch * positions), positions = height * width. */
export interface FlattenShape {
  readonly features: number;
  readonly positions: number;
  readonly batch: number;
}

/** features x (batch * positions) to (features * positions) x batch: samples become columns. */
export function flatten<T extends TensorData>({ features, positions, batch }: FlattenShape, source: T, out: T): void {
  const from = { start: 0, planeStep: batch * positions, rowStep: positions, step: 1 };
  const to = { start: 0, planeStep: batch * positions, rowStep: 1, step: batch };
  copyRuns({ planes: features, rows: batch, count: positions, from, to }, wordsOf(source), wordsOf(out));
}

/** The inverse of {@link flatten}, of the same shape: (features * positions) x batch to features x (batch * positions). */
export function unflatten<T extends TensorData>({ features, positions, batch }: FlattenShape, source: T, out: T): void {
  const from = { start: 0, planeStep: batch * positions, rowStep: 1, step: batch };
  const to = { start: 0, planeStep: batch * positions, rowStep: positions, step: 1 };
  copyRuns({ planes: features, rows: batch, count: positions, from, to }, wordsOf(source), wordsOf(out));
}

import type { Reals } from "@lnsim/contracts";
import type { Batch } from "../batch.ts";
import type { GraphTensor } from "./graph-tensor.ts";

/** Puts the samples of a batch, one after the other, into the layout of the input tensor. */
export function loadInput({ inputs }: Batch, { tokens, values, isTransposed, rows, columns, batch }: GraphTensor): void {
  if (tokens !== null) return tokens.set(inputs as ArrayLike<number>);
  if (isTransposed || rows === 1) return values.set(inputs as Reals);
  const positions = columns / batch;
  for (let feature = 0, to = 0; feature < rows; feature++) {
    for (let sample = 0; sample < batch; sample++) {
      let from = (sample * rows + feature) * positions;
      for (const end = from + positions; from < end; from++, to++) values[to] = inputs[from];
    }
  }
}

import { LnsimError } from "@lnsim/contracts";
import type { AttentionLayer, TensorShape } from "@lnsim/trace";

/** The sizes of an attention layer on one batch. */
export interface AttentionShape {
  readonly batch: number;
  readonly heads: number;
  /** Features of a head: d. */
  readonly headSize: number;
  /** Positions of a sequence, each both query and key. */
  readonly length: number;
  /** Whether a query sees only keys up to its own position. */
  readonly causal: boolean;
  /** Factor of the scores: 1 / sqrt(d). */
  readonly scale: number;
  /** batch * heads: GEMMs of each kind. */
  readonly blocks: number;
}

/** The shape of `layer` on a batch of stacked queries, keys and values. Throws `invalid-combination` where they do not fit. */
export function attentionShape(layer: AttentionLayer, input: TensorShape, batch: number): AttentionShape {
  const { features, heads, causal } = layer;
  if (input.features !== 3 * features) throw misfit(layer, `${input.features} input features`, `3 * ${features}: queries, keys and values`);
  if (features % heads !== 0) throw misfit(layer, `${heads} heads`, `a divisor of ${features} features`);
  const headSize = features / heads;
  return { batch, heads, headSize, length: input.height * input.width, causal, scale: 1 / Math.sqrt(headSize), blocks: batch * heads };
}

function misfit(layer: AttentionLayer, found: string, expected: string): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: "an attention layer does not fit its input", path: layer.name, found, expected });
}

import type { BatchNormLayer, LayerNormLayer } from "@lnsim/trace";
import type { Affine } from "../layers/normalization/norm.ts";
import type { GraphContext } from "./context.ts";

/** The scale and the shift of a norm, and where their gradients go. */
export interface NormParameters {
  readonly values: Affine;
  readonly gradients: Affine;
}

/** The learnt parameters of a norm; null when it has none. */
export function normParameters({ parameters }: GraphContext, { name, affine }: BatchNormLayer | LayerNormLayer): NormParameters | null {
  if (!affine) return null;
  const scale = parameters.vector(`${name}.weight`);
  const shift = parameters.vector(`${name}.bias`);
  return { values: { gamma: scale.values, beta: shift.values }, gradients: { gamma: scale.gradient, beta: shift.gradient } };
}

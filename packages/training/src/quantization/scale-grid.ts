import { exp2, log2 } from "@lnsim/elementary";
import type { ScaleRule } from "../arithmetic.ts";

/** A scale rounded up to the grid 2^(k / perOctave), so that nothing lies beyond it; as it is on "float". */
export function ontoScaleGrid(scale: number, grid: ScaleRule["grid"]): number {
  if (grid === "float" || !(scale > 0) || scale === Infinity) return scale;
  const { perOctave } = grid;
  // The logarithm is right to far less than a grid step: the point below may serve, or the one above be needed.
  let point = Math.ceil(perOctave * log2(scale)) - 1;
  while (exp2(point / perOctave) < scale) point += 1;
  return exp2(point / perOctave);
}

import type { LnsLayout } from "./layout.ts";
import { gridPosition, octaveGrid, type GridRounding } from "./octave-grid.ts";

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/** The exponent of a quotient |x| / max that is not zero, clamped to [0, top]; the reference for faster ways. */
export function exactExponent({ gamma, unit, top }: LnsLayout, rounding: GridRounding, quotient: number): number {
  scratch[0] = quotient;
  return Math.max(0, Math.min(top, unit + gridPosition(octaveGrid(gamma, rounding), words[1], words[0])));
}

import { exactExponent } from "./exact-exponent.ts";
import type { LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";
import type { GridRounding } from "./octave-grid.ts";
import type { SingleGrid } from "./single-grid.ts";

/**
 * The ranks of single-precision values themselves under one maximum, exactly: an entry, indexed by the upper bits of a
 * magnitude, plus its lower bits is 2 * size * rank and less than 2 * size more, with size = 2^cellShift. Ranks and cells
 * are those of {@link SingleGrid}.
 */
export interface WordGrid {
  readonly entries: Int32Array;
  /** The first word that has each exponent from 1 to the top. */
  readonly starts: Int32Array;
}

const infinityBits = 0x7f800000;
const smallestNormalBits = 0x00800000;

const single = new Float32Array(1);
const word = new Int32Array(single.buffer);

/** An empty grid for the cells of `grid`, to be filled for one maximum after the other. */
export function createWordGrid({ layout, entries }: SingleGrid): WordGrid {
  return { entries: new Int32Array(entries.length), starts: new Int32Array(layout.top) };
}

/** Fills the grid for a maximum. @returns false when thresholds leave the normal numbers of single precision */
export function fillWordGrid({ entries, starts }: WordGrid, { layout, rounding, cellShift }: SingleGrid, max: number): boolean {
  if (!findStarts(starts, layout, rounding, max)) return false;
  const size = 1 << cellShift;
  const step = 2 * size;
  const { top } = layout;
  const infinityCell = infinityBits >>> cellShift;
  // Zero has rank 0 and is alone: from word 1 on, the lowest exponent.
  entries[0] = step - 1;
  entries.fill(step, 1, starts[0] >>> cellShift);
  let passed = 0;
  const last = starts[top - 1] >>> cellShift;
  for (let cell = starts[0] >>> cellShift; cell <= last; cell++) {
    const isInside = passed < top && starts[passed] >>> cellShift === cell;
    // At the threshold the sum reaches the next multiple of a step.
    if (isInside) entries[cell] = step * (++passed + 1) - (starts[passed - 1] & (size - 1));
    else entries[cell] = step * (passed + 1);
  }
  entries.fill(step * (top + 1), last + 1, infinityCell);
  // Behind infinity come the NaNs.
  entries[infinityCell] = step * (top + 2) - 1;
  entries.fill(step * (top + 2), infinityCell + 1);
  return true;
}

/** The first words of all exponents: next to the thresholds times the maximum, found by trying. */
function findStarts(starts: Int32Array, layout: LnsLayout, rounding: GridRounding, max: number): boolean {
  const { gamma, unit, top } = layout;
  const isFloor = rounding === "floor";
  const perOctave = isFloor ? gamma : 2 * gamma;
  for (let index = 0; index < top; index++) {
    const steps = index + 1 - unit;
    single[0] = gridPower(isFloor ? steps : 2 * steps - 1, perOctave) * max;
    let start = word[0];
    if (start <= smallestNormalBits || start >= infinityBits - 8) return false;
    while (exponentAt(layout, rounding, start, max) <= index) start++;
    while (exponentAt(layout, rounding, start - 1, max) > index) start--;
    starts[index] = start;
  }
  return starts[0] >= smallestNormalBits && starts[top - 1] < infinityBits;
}

function exponentAt(layout: LnsLayout, rounding: GridRounding, bits: number, max: number): number {
  word[0] = bits;
  return exactExponent(layout, rounding, single[0] / max);
}

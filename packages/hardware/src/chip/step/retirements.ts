import { totalPlaces } from "@lnsim/kernel";
import { computeActivityNames } from "../compute/state.ts";
import type { Chip } from "../machine/build-chip.ts";

/** When an op retired, and what the array did since the retirement before, by `computeActivityNames`. */
export interface Retirement {
  readonly cycles: number;
  readonly retiredAt: number;
  readonly spent: readonly number[];
}

/** Retirements of all ops, from what the sequencer noted. */
export function readRetirements({ kernel, blocks }: Chip, ops: number): readonly Retirement[] {
  const places = totalPlaces(kernel.machine)[blocks.array]!.activities;
  let before = { at: 0, spent: computeActivityNames.map(() => 0) };
  const retirements = kernel.takeNotes().map(({ cycle, totals }): Retirement => {
    const at = cycle + 1;
    const spent = computeActivityNames.map((name) => totals![places[name]!]!);
    const retirement = { cycles: at - before.at, retiredAt: at, spent: spent.map((cycles, activity) => cycles - before.spent[activity]!) };
    before = { at, spent };
    return retirement;
  });
  if (retirements.length !== ops) throw new Error(`${retirements.length} of ${ops} ops retired`);
  return retirements;
}

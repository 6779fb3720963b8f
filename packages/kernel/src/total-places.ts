import type { Machine } from "./machine.ts";
import { planState } from "./fast-forward/state-plan.ts";

/** Where a block's totals stand in {@link NoteRecord.totals}. */
export interface TotalPlaces {
  /** Place of each counter, by name. */
  readonly counters: Readonly<Record<string, number>>;
  /** Place of the cycles of each activity, by name. */
  readonly activities: Readonly<Record<string, number>>;
}

/** Where the totals of every block of a machine stand in a note. */
export function totalPlaces(machine: Machine): readonly TotalPlaces[] {
  const { counters } = planState(machine);
  const placeOf = new Map([...counters].map((slot, place) => [slot, place]));
  let next = counters.length;
  return machine.blocks.map(({ kind, base }) => {
    const offsets = Object.entries<number>(kind.shape.counter as Readonly<Record<string, number>>);
    return {
      counters: Object.fromEntries(offsets.map(([name, offset]) => [name, placeOf.get(base + offset)!])),
      activities: Object.fromEntries(Object.keys(kind.shape.declaration.activities).map((name) => [name, next++])),
    };
  });
}

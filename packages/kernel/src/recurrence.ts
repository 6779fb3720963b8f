import { type CanonicalState, sameTimeless } from "./canonical-state.ts";
import type { Kernel } from "./kernel.ts";
import type { NestPlace, StatePlan } from "./state-plan.ts";

/** A period: from one state to a later one that is the same but for time, growth and loop indices. */
export interface Recurrence {
  readonly from: CanonicalState;
  readonly to: CanonicalState;
  readonly periodCycles: number;
  /** Periods that may be skipped as far as the loops allow; Infinity when no loop advances. */
  readonly periods: number;
}

/** The recurrence between two states of one machine, or null when the second does not repeat the first. */
export function findRecurrence(from: CanonicalState, to: CanonicalState, nests: readonly NestPlace[]): Recurrence | null {
  if (!sameTimeless(from, to)) return null;
  let periods = Infinity;
  for (let nest = 0; nest < nests.length; nest++) periods = Math.min(periods, nestPeriods(from, to, nest, nests[nest]!.lookAhead));
  if (periods < 1) return null;
  return { from, to, periodCycles: to.cycle - from.cycle, periods };
}

/**
 * How often a nest allows the period to be repeated. A loop that was entered anew within the period must stand where it
 * stood. A loop that went on must stay below `end - lookAhead`, where every iteration behaves the same.
 */
function nestPeriods(from: CanonicalState, to: CanonicalState, nest: number, lookAhead: number): number {
  const at = nest * 3;
  const index = to.nests[at]!;
  const end = to.nests[at + 1]!;
  const growth = index - from.nests[at]!;
  if (from.nests[at + 2] !== to.nests[at + 2]) return growth === 0 && end === from.nests[at + 1] ? Infinity : 0;
  if (growth === 0) return Infinity;
  return Math.max(0, Math.floor((end - lookAhead - 1 - index) / growth));
}

/**
 * Moves the kernel, which stands at `recurrence.to` or whole periods after it, `periods` periods on: times are shifted,
 * what grows is advanced, everything else is as it was.
 */
export function skipPeriods(kernel: Kernel, plan: StatePlan, recurrence: Recurrence, periods: number): void {
  const { state, ledger, links, wheel } = kernel;
  const shift = recurrence.periodCycles * periods;
  for (const at of plan.times) state[at]! += shift;
  for (const at of plan.deadlines) state[at]! += shift;
  const growth = new Growth(recurrence, periods);
  for (const at of plan.growing) state[at]! += growth.next();
  for (let index = 0; index < ledger.cycles.length; index++) ledger.cycles[index]! += growth.next();
  for (let block = 0; block < ledger.since.length; block++) ledger.since[block]! += shift;
  for (let link = 0; link < plan.wordRoles.length; link++) {
    for (let index = 0; index < links.length[link]!; index++) {
      const at = links.entry(link, index);
      links.entries[at]! += shift;
      for (const [word, role] of plan.wordRoles[link]!.entries()) {
        if (role === "time") links.entries[at + 3 + word]! += shift;
        if (role === "iteration") links.entries[at + 3 + word]! += growth.next();
      }
    }
    for (let index = 0; index < links.freeLength[link]!; index++) links.frees[links.free(link, index)]! += shift;
  }
  for (const [index, { at }] of plan.nests.entries()) {
    state[at]! += (recurrence.to.nests[index * 3]! - recurrence.from.nests[index * 3]!) * periods;
    state[at + 2]! += (recurrence.to.nests[index * 3 + 2]! - recurrence.from.nests[index * 3 + 2]!) * periods;
  }
  kernel.now += shift;
  wheel.shift(shift);
}

/** Reads off, in the order of {@link CanonicalState.growth}, what `periods` periods add. */
class Growth {
  private index = 0;
  private readonly recurrence: Recurrence;
  private readonly periods: number;

  constructor(recurrence: Recurrence, periods: number) {
    this.recurrence = recurrence;
    this.periods = periods;
  }

  next(): number {
    const { from, to } = this.recurrence;
    const index = this.index++;
    return (to.growth[index]! - from.growth[index]!) * this.periods;
  }
}

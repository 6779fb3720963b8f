import { type CanonicalState, sameTimeless } from "./canonical-state.ts";
import type { Kernel } from "../kernel.ts";
import { wholeNumber } from "../whole-number.ts";
import { type NestPlace, type StatePlan, isLabel } from "./state-plan.ts";

/** A period: from one state to a later one that is the same but for time, growth and loop indices. */
export interface Recurrence {
  readonly from: CanonicalState;
  readonly to: CanonicalState;
  readonly periodCycles: number;
  /** Periods that may be skipped as far as the loops allow; Infinity when no loop advances. */
  readonly periods: number;
}

/** The recurrence between two states of one machine, or null when the second does not repeat the first. It may allow no period. */
export function findRecurrence(from: CanonicalState, to: CanonicalState, nests: readonly NestPlace[]): Recurrence | null {
  if (!sameTimeless(from, to)) return null;
  let periods = Infinity;
  for (let nest = 0; nest < nests.length; nest++) periods = Math.min(periods, nestPeriods(from, to, nest, nests[nest]!.lookAhead));
  return { from, to, periodCycles: to.cycle - from.cycle, periods };
}

/**
 * Whether labels and totals grow by the same from period to period. A period copies labels, takes them from loop indices
 * and the time, and adds differences of them to counters: it maps all of these by a fixed affine map. Hence once two
 * periods running add the same to each, every further one does. `before` is a state one period earlier than the recurrence.
 */
export function growsEvenly(before: CanonicalState, { from, to, periodCycles }: Recurrence): boolean {
  if (from.cycle - before.cycle !== periodCycles || !sameTimeless(before, from)) return false;
  const parts = ["labels", "totals", "nests"] as const;
  return parts.every((part) => isEven(before[part], from[part], to[part]));
}

function isEven(a: Float64Array, b: Float64Array, c: Float64Array): boolean {
  for (let index = 0; index < a.length; index++) {
    const isConstant = a[index] === b[index] && b[index] === c[index];
    if (!isConstant && b[index]! - a[index]! !== c[index]! - b[index]!) return false;
  }
  return true;
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
  const { state, ledger } = kernel;
  const { from, to } = recurrence;
  const shift = recurrence.periodCycles * periods;
  for (const at of plan.times) state[at]! += shift;
  for (const at of plan.deadlines) state[at]! += shift;
  for (const [index, at] of plan.counters.entries()) state[at]! += (to.totals[index]! - from.totals[index]!) * periods;
  for (const [index, at] of plan.labels.entries()) state[at]! += (to.labels[index]! - from.labels[index]!) * periods;
  for (const [index, { at }] of plan.nests.entries()) {
    state[at]! += (to.nests[index * 3]! - from.nests[index * 3]!) * periods;
    state[at + 2]! += (to.nests[index * 3 + 2]! - from.nests[index * 3 + 2]!) * periods;
  }
  const activities = plan.counters.length;
  for (let index = 0; index < ledger.cycles.length; index++) {
    ledger.cycles[index]! += (to.totals[activities + index]! - from.totals[activities + index]!) * periods;
  }
  for (let block = 0; block < ledger.since.length; block++) ledger.since[block]! += shift;
  skipInLinks(kernel, plan, recurrence, periods);
  kernel.wheel.shift(shift);
  kernel.now = wholeNumber(kernel.now + shift);
}

function skipInLinks({ links }: Kernel, plan: StatePlan, { from, to, periodCycles }: Recurrence, periods: number): void {
  const shift = periodCycles * periods;
  let label = plan.labels.length;
  for (let link = 0; link < plan.wordRoles.length; link++) {
    for (let index = 0; index < links.length(link); index++) {
      const at = links.entry(link, index);
      links.entries[at]! += shift;
      for (const [word, role] of plan.wordRoles[link]!.entries()) {
        if (role === "time") links.entries[at + 3 + word]! += shift;
        if (isLabel(role)) links.entries[at + 3 + word]! += (to.labels[label]! - from.labels[label++]!) * periods;
      }
    }
    for (let index = 0; index < links.freeLength(link); index++) links.frees[links.free(link, index)]! += shift;
  }
}

import type { StateReader } from "../fast-forward/canonical-state.ts";
import type { Kernel } from "../kernel.ts";
import type { StatePlan } from "../fast-forward/state-plan.ts";
import { wholeNumber } from "../whole-number.ts";

/** A state at an epoch's mark, and what was found to follow. */
export interface EpochState {
  /** As `readEpochState` reads them. */
  readonly numbers: Float64Array;
  readonly hash: number;
  /** Cycles to its last pending wake. */
  readonly lastWake: number;
  /** By the key of the epoch that begins in it. */
  readonly next: Map<number, EpochTransition>;
}

/** What an epoch does to a machine, from its mark to the next. */
export interface EpochTransition {
  readonly to: EpochState;
  /** The cycle in which it began when it was stepped. */
  readonly source: number;
  readonly cycles: number;
  /** By how much the position grows. */
  readonly positions: number;
  /** By how much counters and activities grow, as {@link StateReader.readTotals} orders them. */
  readonly totals: Float64Array;
  /** Per loop: index and end afterwards, and how often it was entered; -1 for one that was over and was left alone. */
  readonly nests: Float64Array;
  /** Per block how long it has been in its activity; Infinity when it has not changed. */
  readonly ages: Float64Array;
  /** What was noted, relative to the beginning; as `NoteLog.since`. */
  readonly notes: Float64Array;
}

/** The beginning of an epoch that is being recorded. */
export interface EpochStart {
  readonly from: EpochState;
  readonly key: number;
  readonly cycle: number;
  readonly position: number;
  readonly totals: Float64Array;
  readonly nests: Float64Array;
  readonly since: Float64Array;
  readonly current: Int32Array;
  /** What `NoteLog.mark` says. */
  readonly notes: number;
}

/** The beginning of an epoch, at the kernel's current cycle. */
export function beginEpoch(kernel: Kernel, reader: StateReader, from: EpochState, key: number): EpochStart {
  const { now, position, ledger, notes } = kernel;
  const totals = reader.readTotals();
  const nests = reader.readNests();
  return { from, key, cycle: now, position, totals, nests, since: ledger.since.slice(), current: ledger.current.slice(), notes: notes.mark() };
}

/** What happened since `start`; null when the notes of the time were taken away meanwhile. */
export function endEpoch(kernel: Kernel, reader: StateReader, start: EpochStart, to: EpochState): EpochTransition | null {
  const notes = kernel.notes.since(start);
  if (notes === null) return null;
  const totals = reader.readTotals();
  for (let index = 0; index < totals.length; index++) totals[index]! -= start.totals[index]!;
  const { since, current } = kernel.ledger;
  const ages = since.map((cycle, block) => (cycle === start.since[block] && current[block] === start.current[block] ? Infinity : kernel.now - cycle));
  return {
    to,
    source: start.cycle,
    cycles: kernel.now - start.cycle,
    positions: kernel.position - start.position,
    totals,
    nests: nestsSince(start.nests, reader.readNests()),
    ages,
    notes,
  };
}

function nestsSince(before: Float64Array, after: Float64Array): Float64Array {
  for (let at = 0; at < after.length; at += 3) {
    const entered = after[at + 2]! - before[at + 2]!;
    after[at + 2] = entered === 0 && before[at] === before[at + 1] ? -1 : entered;
  }
  return after;
}

/** Counts what the activities have added up to until now, so that transitions can be passed through. */
export function openTotals({ ledger, now }: Kernel): void {
  for (let block = 0; block < ledger.current.length; block++) ledger.cycles[ledger.current[block]!]! += now - ledger.since[block]!;
}

/** The inverse of {@link openTotals}, once the state at the end is in place. */
export function closeTotals({ ledger, now }: Kernel): void {
  for (let block = 0; block < ledger.current.length; block++) ledger.cycles[ledger.current[block]!]! -= now - ledger.since[block]!;
}

/** Moves a kernel, whose totals are open, through an epoch: all but the state at its end, which `writeEpochState` writes. */
export function passEpoch(kernel: Kernel, plan: StatePlan, transition: EpochTransition): void {
  const { state, ledger } = kernel;
  const { counters } = plan;
  kernel.notes.repeat(kernel, transition.notes);
  kernel.now = wholeNumber(kernel.now + transition.cycles);
  kernel.position += transition.positions;
  for (let index = 0; index < counters.length; index++) state[counters[index]!]! += transition.totals[index]!;
  for (let index = 0; index < ledger.cycles.length; index++) ledger.cycles[index]! += transition.totals[counters.length + index]!;
  for (let block = 0; block < ledger.since.length; block++) {
    if (transition.ages[block] !== Infinity) ledger.since[block] = kernel.now - transition.ages[block]!;
  }
  for (let index = 0; index < plan.nests.length; index++) {
    const { at } = plan.nests[index]!;
    const entered = transition.nests[3 * index + 2]!;
    if (entered < 0) continue;
    state[at] = transition.nests[3 * index]!;
    state[at + 1] = transition.nests[3 * index + 1]!;
    state[at + 2]! += entered;
  }
}

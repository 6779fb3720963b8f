import { GrowingNumbers } from "./growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import { toRelative } from "./relative.ts";
import { type StatePlan, isLabel } from "./state-plan.ts";

/** A kernel's state between two cycles, split into what decides timing and what only grows. */
export interface CanonicalState {
  readonly cycle: number;
  /**
   * Activities, slots, queues, freed-slot records, pending wakes; every time relative to `cycle`.
   * Two equal ones, nests aside, have the same future.
   */
  readonly timeless: Float64Array;
  /** Counters, and cycles per activity: what a period adds to. */
  readonly totals: Float64Array;
  /** Iterations and stamps that are carried along: slots, then words in queues. */
  readonly labels: Float64Array;
  /** Index, end and serial of every nest. */
  readonly nests: Float64Array;
  readonly hash: number;
}

const noStates: ReadonlyMap<number, readonly CanonicalState[]> = new Map();

/** Reads canonical states of one kernel; keeps its buffers from one to the next. */
export class StateReader {
  private readonly kernel: Kernel;
  private readonly plan: StatePlan;
  private readonly timeless = new GrowingNumbers();
  private readonly labels = new GrowingNumbers();

  constructor(kernel: Kernel, plan: StatePlan) {
    this.kernel = kernel;
    this.plan = plan;
  }

  /**
   * The state of the kernel, which stands between two cycles. Its timeless part is that of an equal state among `known`
   * (by hash), if there is one, and a copy otherwise.
   */
  read(known: ReadonlyMap<number, readonly CanonicalState[]> = noStates): CanonicalState {
    const { kernel, timeless, labels } = this;
    timeless.length = 0;
    labels.length = 0;
    this.readSlots();
    for (let link = 0; link < this.plan.wordRoles.length; link++) this.readLink(link);
    const wakes = timeless.length;
    kernel.wheel.list(kernel.now, timeless);
    for (let index = wakes; index < timeless.length; index += 2) timeless.numbers[index]! -= kernel.now;
    const hash = timeless.hash();
    const equal = known.get(hash)?.find((state) => timeless.equals(state.timeless));
    return {
      cycle: kernel.now,
      timeless: equal === undefined ? timeless.copy() : equal.timeless,
      totals: this.readTotals(),
      labels: labels.copy(),
      nests: this.readNests(),
      hash,
    };
  }

  private readSlots(): void {
    const { plan, timeless, labels } = this;
    const { state, now, ledger, position } = this.kernel;
    const { addressSpan } = this.kernel.machine;
    const { deadlines } = plan;
    timeless.pushFrom(state, plan.values, 0);
    timeless.pushFrom(state, plan.times, now);
    for (let index = 0; index < deadlines.length; index++) timeless.push(Math.max(0, state[deadlines[index]!]! - now));
    timeless.pushFrom(state, plan.positions, position);
    labels.pushFrom(state, plan.labels, 0);
    for (let index = 0; index < plan.addresses.length; index++) timeless.push(state[plan.addresses[index]!]! % addressSpan);
    for (let block = 0; block < ledger.current.length; block++) timeless.push(ledger.current[block]!);
  }

  private readLink(link: number): void {
    const { plan, timeless, labels } = this;
    const { links, now } = this.kernel;
    links.room(link, now);
    const roles = plan.wordRoles[link]!;
    timeless.push(links.length(link));
    timeless.push(links.freeLength(link));
    timeless.push(links.isAwaited(link) ? 1 : 0);
    for (let index = 0; index < links.length(link); index++) {
      const at = links.entry(link, index);
      const count = links.entries[at + 1]!;
      // Nobody can tell how long a run has been visible in whole.
      timeless.push(Math.max(links.entries[at]! - now, 1 - count));
      timeless.push(count);
      timeless.push(links.entries[at + 2]!);
      for (let word = 0; word < roles.length; word++) {
        const value = links.entries[at + 3 + word]!;
        const role = roles[word]!;
        if (isLabel(role)) labels.push(value);
        if (role === "address") timeless.push(value % this.kernel.machine.addressSpan);
        else if (!isLabel(role)) timeless.push(toRelative(role, value, this.kernel));
      }
    }
    for (let index = 0; index < links.freeLength(link); index++) {
      const at = links.free(link, index);
      timeless.push(links.frees[at]! - now);
      timeless.push(links.frees[at + 1]!);
    }
  }

  /** Counters, then cycles per activity up to now; a new list. */
  readTotals(): Float64Array {
    const { state, ledger, now } = this.kernel;
    const { counters } = this.plan;
    const totals = new Float64Array(counters.length + ledger.cycles.length);
    for (let index = 0; index < counters.length; index++) totals[index] = state[counters[index]!]!;
    totals.set(ledger.cycles, counters.length);
    for (let block = 0; block < ledger.current.length; block++) totals[counters.length + ledger.current[block]!]! += now - ledger.since[block]!;
    return totals;
  }

  /** Index, end and serial of every nest; a new list. */
  readNests(): Float64Array {
    const { state } = this.kernel;
    const places = this.plan.nests;
    const nests = new Float64Array(places.length * 3);
    for (let index = 0; index < places.length; index++) {
      const { at } = places[index]!;
      nests[index * 3] = state[at]!;
      nests[index * 3 + 1] = state[at + 1]!;
      nests[index * 3 + 2] = state[at + 2]!;
    }
    return nests;
  }
}

/** Whether two states have the same timeless part, number by number. */
export function sameTimeless(a: CanonicalState, b: CanonicalState): boolean {
  return a.timeless === b.timeless || (a.hash === b.hash && sameNumbers(a.timeless, b.timeless));
}

/** Whether two lists hold the same numbers; NaN is like nothing. */
export function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

import type { Kernel } from "./kernel.ts";
import type { StatePlan } from "./state-plan.ts";

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
  /** Carried iterations: slots, then words in queues. */
  readonly labels: Float64Array;
  /** Index, end and serial of every nest. */
  readonly nests: Float64Array;
  readonly hash: number;
}

/** Reads the canonical state of a kernel that stands between two cycles. */
export function canonicalState(kernel: Kernel, plan: StatePlan): CanonicalState {
  const { state, now, ledger } = kernel;
  const timeless: number[] = [];
  const totals: number[] = [];
  const labels: number[] = [];
  for (const at of plan.values) timeless.push(state[at]!);
  for (const at of plan.times) timeless.push(state[at]! - now);
  for (const at of plan.deadlines) timeless.push(Math.max(0, state[at]! - now));
  for (const at of plan.counters) totals.push(state[at]!);
  for (const at of plan.iterations) labels.push(state[at]!);
  for (const activity of ledger.current) timeless.push(activity);
  for (let block = 0; block < ledger.current.length; block++) {
    const activities = ledger.base[block + 1]! - ledger.base[block]!;
    for (let activity = 0; activity < activities; activity++) totals.push(ledger.spent(block, activity, now));
  }
  for (let link = 0; link < plan.wordRoles.length; link++) readLink({ kernel, plan, link, timeless, labels });
  const wakes = timeless.length;
  kernel.wheel.list(now, timeless);
  for (let index = wakes; index < timeless.length; index += 2) timeless[index]! -= now;
  const nests = new Float64Array(plan.nests.length * 3);
  for (const [index, { at }] of plan.nests.entries()) for (let word = 0; word < 3; word++) nests[index * 3 + word] = state[at + word]!;
  const packed = Float64Array.from(timeless);
  return {
    cycle: now,
    timeless: packed,
    totals: Float64Array.from(totals),
    labels: Float64Array.from(labels),
    nests,
    hash: hashOf(packed),
  };
}

interface LinkReading {
  readonly kernel: Kernel;
  readonly plan: StatePlan;
  readonly link: number;
  readonly timeless: number[];
  readonly labels: number[];
}

function readLink({ kernel, plan, link, timeless, labels }: LinkReading): void {
  const { links, now } = kernel;
  links.room(link, now);
  const roles = plan.wordRoles[link]!;
  timeless.push(links.length[link]!, links.freeLength[link]!, links.waiting[link]!);
  for (let index = 0; index < links.length[link]!; index++) {
    const at = links.entry(link, index);
    timeless.push(links.entries[at]! - now, links.entries[at + 1]!, links.entries[at + 2]!);
    for (const [word, role] of roles.entries()) {
      const value = links.entries[at + 3 + word]!;
      if (role === "iteration") labels.push(value);
      else timeless.push(role === "time" ? value - now : value);
    }
  }
  for (let index = 0; index < links.freeLength[link]!; index++) {
    const at = links.free(link, index);
    timeless.push(links.frees[at]! - now, links.frees[at + 1]!);
  }
}

/** FNV-1a over the 32-bit words. */
function hashOf(numbers: Float64Array): number {
  const words = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
  let hash = 0x811c9dc5;
  for (let index = 0; index < words.length; index++) hash = Math.imul(hash ^ words[index]!, 16777619);
  return hash;
}

/** Whether two states have the same timeless part, number by number. */
export function sameTimeless(a: CanonicalState, b: CanonicalState): boolean {
  if (a.hash !== b.hash || a.timeless.length !== b.timeless.length) return false;
  for (let index = 0; index < a.timeless.length; index++) if (a.timeless[index] !== b.timeless[index]) return false;
  return true;
}

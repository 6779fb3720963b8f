import { GrowingNumbers } from "../fast-forward/growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import { toAbsolute, toRelative } from "../fast-forward/relative.ts";
import type { StatePlan } from "../fast-forward/state-plan.ts";

/** Numbers per entry of a queue besides its words, and per record of freed slots. */
const entryNumbers = 3;

/**
 * Appends everything that decides the future of a kernel between two cycles: slots, activities, loops, queues and pending wakes, in
 * this order. Times are relative to the current cycle, positions to that of the epoch; counters and maxima are left out.
 * A loop at its end shows nothing but that. Two kernels that read the same have the same future as long as they look the
 * same things up; {@link writeEpochState} is the inverse.
 */
export function readEpochState(kernel: Kernel, plan: StatePlan, out: GrowingNumbers): void {
  readSlots(kernel, plan, out);
  for (const { at } of plan.nests) {
    const isOver = kernel.state[at] === kernel.state[at + 1];
    out.push(isOver ? 0 : kernel.state[at]!);
    out.push(isOver ? 0 : kernel.state[at + 1]!);
  }
  for (let link = 0; link < plan.wordRoles.length; link++) readLink(kernel, plan, link, out);
  const wakes = out.length;
  kernel.wheel.list(kernel.now, out);
  for (let index = wakes; index < out.length; index += 2) out.numbers[index]! -= kernel.now;
}

/** In how many cycles the last pending wake of a state that was read comes; 0 for none. Bursts end with a wake. */
export function lastWake(kernel: Kernel): number {
  const wakes = new GrowingNumbers();
  kernel.wheel.list(kernel.now, wakes);
  return wakes.length === 0 ? 0 : wakes.numbers[wakes.length - 2]! - kernel.now;
}

function readSlots(kernel: Kernel, plan: StatePlan, out: GrowingNumbers): void {
  const { state, now, position } = kernel;
  for (let index = 0; index < plan.values.length; index++) out.push(state[plan.values[index]!]!);
  for (let index = 0; index < plan.times.length; index++) out.push(state[plan.times[index]!]! - now);
  for (let index = 0; index < plan.deadlines.length; index++) out.push(Math.max(0, state[plan.deadlines[index]!]! - now));
  for (let index = 0; index < plan.positions.length; index++) out.push(state[plan.positions[index]!]! - position);
  for (let index = 0; index < plan.iterations.length; index++) out.push(state[plan.iterations[index]!]!);
  for (let index = 0; index < plan.stamps.length; index++) out.push(state[plan.stamps[index]!]! - now);
  for (let index = 0; index < plan.addresses.length; index++) out.push(state[plan.addresses[index]!]!);
  const { current } = kernel.ledger;
  for (let block = 0; block < current.length; block++) out.push(current[block]!);
}

function readLink(kernel: Kernel, plan: StatePlan, link: number, out: GrowingNumbers): void {
  const { links, now } = kernel;
  links.room(link, now);
  out.push(links.length(link));
  out.push(links.freeLength(link));
  out.push(links.isAwaited(link) ? 1 : 0);
  const roles = plan.wordRoles[link]!;
  for (let index = 0; index < links.length(link); index++) {
    const at = links.entry(link, index);
    const count = links.entries[at + 1]!;
    // Nobody can tell how long a run has been visible in whole.
    out.push(Math.max(links.entries[at]! - now, 1 - count));
    out.push(count);
    out.push(links.entries[at + 2]!);
    for (let word = 0; word < roles.length; word++) out.push(toRelative(roles[word]!, links.entries[at + entryNumbers + word]!, kernel));
  }
  for (let index = 0; index < links.freeLength(link); index++) {
    const at = links.free(link, index);
    out.push(links.frees[at]! - now);
    out.push(links.frees[at + 1]!);
  }
}

/**
 * Puts a kernel into a state that {@link readEpochState} read, as of its current cycle and position. Loops, counters, maxima and
 * what the activities add up to are left alone.
 */
export function writeEpochState(kernel: Kernel, plan: StatePlan, numbers: Float64Array): void {
  let at = writeSlots(kernel, plan, numbers) + 2 * plan.nests.length;
  for (let link = 0; link < plan.wordRoles.length; link++) at = writeLink(kernel, plan, link, { numbers, at });
  kernel.wheel.clear();
  for (; at < numbers.length; at += 2) kernel.wheel.wake(numbers[at + 1]!, numbers[at]! + kernel.now, kernel.now);
}

/** Returns the place behind the last number that was used. */
function writeSlots(kernel: Kernel, plan: StatePlan, numbers: Float64Array): number {
  const { state, now, position } = kernel;
  let at = 0;
  for (let index = 0; index < plan.values.length; index++) state[plan.values[index]!] = numbers[at++]!;
  for (let index = 0; index < plan.times.length; index++) state[plan.times[index]!] = numbers[at++]! + now;
  for (let index = 0; index < plan.deadlines.length; index++) state[plan.deadlines[index]!] = numbers[at++]! + now;
  for (let index = 0; index < plan.positions.length; index++) state[plan.positions[index]!] = numbers[at++]! + position;
  for (let index = 0; index < plan.iterations.length; index++) state[plan.iterations[index]!] = numbers[at++]!;
  for (let index = 0; index < plan.stamps.length; index++) state[plan.stamps[index]!] = numbers[at++]! + now;
  for (let index = 0; index < plan.addresses.length; index++) state[plan.addresses[index]!] = numbers[at++]!;
  const { current } = kernel.ledger;
  for (let block = 0; block < current.length; block++) current[block] = numbers[at++]!;
  return at;
}

/** Returns the place behind the last number that was used. */
function writeLink(kernel: Kernel, plan: StatePlan, link: number, from: { readonly numbers: Float64Array; readonly at: number }): number {
  const { links, now } = kernel;
  const { numbers } = from;
  const roles = plan.wordRoles[link]!;
  let at = from.at;
  const entries = numbers[at]!;
  const frees = numbers[at + 1]!;
  links.clear(link);
  links.setAwaited(link, numbers[at + 2] === 1);
  at += 3;
  for (let index = 0; index < entries; index++, at += entryNumbers + roles.length) {
    const place = links.appendVisible(link, numbers[at]! + now, numbers[at + 1]!, numbers[at + 2]!);
    links.entries.fill(0, place + entryNumbers, place + entryNumbers + 4);
    for (let word = 0; word < roles.length; word++) links.entries[place + entryNumbers + word] = toAbsolute(roles[word]!, numbers[at + entryNumbers + word]!, kernel);
  }
  for (let index = 0; index < frees; index++, at += 2) links.appendFree(link, numbers[at]! + now, numbers[at + 1]!);
  return at;
}

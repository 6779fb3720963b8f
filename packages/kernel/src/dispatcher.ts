import type { Wake } from "./block-kind.ts";
import type { Kernel } from "./kernel.ts";
import { TimingWheel } from "./timing-wheel.ts";

/**
 * Wakes every block of the slot of cycle `now` once and empties the slot; returns how many there were.
 */
export type Dispatcher = (kernel: Kernel, now: number) => number;

const { slots, blockBits, blockMask } = TimingWheel.layout;
const cache = new Map<string, Dispatcher>();
const numbers = new Map<Wake, number>();

/**
 * A dispatcher for these handlers: one switch with one call site per kind, compiled from text, because V8 shares the
 * type feedback of a function between all its closures. With code of its own every call site sees one handler only and
 * is inlined. Machines of the same kinds share one.
 */
export function createDispatcher(wakes: readonly Wake[]): Dispatcher {
  const key = wakes.map((wake) => identify(wake)).join(",");
  const known = cache.get(key);
  if (known !== undefined) return known;
  const calls = wakes.map((_, kind) => `case ${kind}: wake${kind}(kernel, block, base); break;`).join("\n");
  const source = `"use strict";
return function wakeSlot(kernel, now) {
  const records = kernel.wheel.records, woken = kernel.woken;
  const slot = now & ${slots - 1};
  let events = 0;
  let following = records[slot];
  records[slot] = 0;
  while (following !== 0) {
    const record = following;
    const packed = records[record + 2];
    const block = packed & ${blockMask};
    const base = records[record + 3];
    following = records[record];
    records[record + 1] = -1;
    if (woken[block] === now) continue;
    woken[block] = now;
    events++;
    switch (packed >>> ${blockBits}) {
      ${calls}
    }
  }
  return events;
};`;
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- the text holds small integers and nothing from outside
  const make = new Function(...wakes.map((_, kind) => `wake${kind}`), source) as (...handlers: Wake[]) => Dispatcher;
  const dispatcher = make(...wakes);
  cache.set(key, dispatcher);
  return dispatcher;
}

function identify(wake: Wake): number {
  const known = numbers.get(wake);
  if (known !== undefined) return known;
  numbers.set(wake, numbers.size);
  return numbers.size - 1;
}

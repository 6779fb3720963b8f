import type { Wake } from "./block-kind.ts";
import type { Kernel } from "./kernel.ts";

/**
 * Wakes every block of one wheel slot, in ascending order, and empties the slot; returns how many there were.
 * `bits` from `offset` holds `words` words of one bit per block; `kinds` has the kind of each block.
 */
export type Dispatcher = (kernel: Kernel, bits: Int32Array, offset: number, words: number, kinds: Int32Array) => number;

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
  const calls = wakes.map((_, kind) => `case ${kind}: wake${kind}(kernel, block); break;`).join("\n");
  const source = `"use strict";
return function wakeSlot(kernel, bits, offset, words, kinds) {
  let events = 0;
  for (let word = 0; word < words; word++) {
    let set = bits[offset + word];
    if (set === 0) continue;
    bits[offset + word] = 0;
    do {
      const block = (word << 5) + 31 - Math.clz32(set & -set);
      set &= set - 1;
      events++;
      switch (kinds[block]) {
        ${calls}
      }
    } while (set !== 0);
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

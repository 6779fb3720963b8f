import { expect, test } from "vitest";
import { cyclesOf, runBench, type Stimulus } from "../../testing/block-bench.ts";
import { dmaEngine } from "./block.ts";

/** Runs an engine of three channels of 16-byte words. */
function run(inputs: Readonly<Record<string, readonly Stimulus[]>>) {
  return runBench({ kind: dmaEngine(3), initial: { channels: 3, wordBytes: 16 }, inputs, cycles: 100 });
}

const transfer = (at: number, bytes: number, pass = 0): Stimulus => ({ at, words: [1024, 40, 64, bytes * 32 + pass] });
const names = ["channel0", "channel1", "channel2"] as const;

test("a transfer goes to all channels as it is, in the cycle after it came", () => {
  const { responses } = run({ request: [transfer(5, 100, 2), transfer(6, 33)] });
  for (const name of names) expect(responses[name]).toEqual([{ cycle: 6, words: [1024, 40, 64, 802] }, { cycle: 7, words: [1024, 40, 64, 264] }]);
});

test("it is over when the last channel is done with it, not before", () => {
  const done = (last: number) => run({ request: [transfer(5, 100)], done0: [{ at: 20 }], done1: [{ at: last }], done2: [{ at: 11 }] });
  expect(cyclesOf(done(40), "over")).toEqual([41]);
  expect(cyclesOf(done(12), "over")).toEqual([21]);
  const { activities } = done(40);
  expect(activities).toEqual({ idle: 5 + 60, move: 35 });
});

test("transfers are over in order, each with the end of its own on every channel", () => {
  const result = run({ request: [transfer(1, 8), transfer(2, 8), transfer(3, 8)], done0: [{ at: 10 }, { at: 11 }, { at: 12 }], done1: [{ at: 30 }, { at: 50 }, { at: 50 }].slice(0, 2).concat([{ at: 51 }]), done2: [{ at: 20 }, { at: 40 }, { at: 70 }] });
  expect(cyclesOf(result, "over")).toEqual([31, 51, 71]);
});

/** The part of a transfer in memory with another one in the stash behind it, in the same cycle; and a part in the stash alone. */
const both = (at: number, bytes: number, stash: number): readonly Stimulus[] => [{ at, words: [1024, 40, 64, bytes * 32 + 2 * 8] }, inStash(at, stash)];
const inStash = (at: number, bytes: number, pass = 0): Stimulus => ({ at, words: [0, 7, 3, bytes * 32 + 8 + pass] });

test("what lies in the stash goes to the stash, and is over when that is done, in order with what comes from memory", () => {
  const ends = { done0: [{ at: 10 }], done1: [{ at: 30 }], done2: [{ at: 20 }], stashDone: [{ at: 8 }, { at: 40 }] };
  const { responses, counters } = run({ request: [inStash(1, 100, 3), transfer(2, 8), inStash(3, 20)], ...ends });
  expect(responses["stash"]).toEqual([{ cycle: 2, words: [7, 3, 803] }, { cycle: 4, words: [7, 3, 160] }]);
  expect(responses["channel0"]).toHaveLength(1);
  expect(cyclesOf({ responses } as never, "over")).toEqual([9, 31, 41]);
  expect(counters).toMatchObject({ "bytes.wgrad": 100, "words.wgrad": 7, "bytes.fprop": 28, "words.fprop": 8, transfers: 3 });
});

test.each([
  ["the stash", 50, 20, 51],
  ["memory", 20, 50, 51],
] as const)("a transfer with a part in each is over when the later one is done: %s", (_, stash, memory, over) => {
  const ends = { done0: [{ at: memory }], done1: [{ at: 10 }], done2: [{ at: 10 }], stashDone: [{ at: stash }] };
  const result = run({ request: both(4, 100, 32), ...ends });
  expect(cyclesOf(result, "over")).toEqual([over]);
  expect(result.responses["channel1"]![0]!.words).toEqual([1024, 40, 64, 800]);
  expect(result.counters).toMatchObject({ "bytes.fprop": 132, "words.fprop": 14, transfers: 1 });
});

test("two that end in one cycle are both told", () => {
  const result = run({ request: [transfer(1, 8), transfer(2, 8)], done0: [{ at: 10 }, { at: 11 }], done1: [{ at: 12 }, { at: 13 }], done2: [{ at: 30 }, { at: 31 }] });
  expect(cyclesOf(result, "over")).toEqual([31, 32]);
});

test("bytes and words of the global buffer are counted by pass, a rest as a word", () => {
  const { counters } = run({ request: [transfer(1, 100, 0), transfer(2, 32, 0), transfer(3, 1, 4)] });
  expect(counters).toMatchObject({ "bytes.fprop": 132, "words.fprop": 7 + 2, "bytes.update": 1, "words.update": 1, "bytes.dgrad": 0, transfers: 3 });
});

test("that an op begins is passed on before what it asks for", () => {
  const { responses } = run({ sync: [{ at: 5, words: [1] }, { at: 6, words: [0] }], request: [transfer(5, 100)] });
  for (const channel of [0, 1, 2]) expect(responses[`sync${channel}`]).toEqual([{ cycle: 6, words: [1] }, { cycle: 7, words: [0] }]);
  expect(cyclesOf({ responses } as never, "channel0")).toEqual([6]);
});

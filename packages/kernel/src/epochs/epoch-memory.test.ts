import { expect, test } from "vitest";
import { EpochMemory } from "./epoch-memory.ts";
import type { EpochState, EpochTransition } from "./epoch-transition.ts";
import { GrowingNumbers } from "../fast-forward/growing-numbers.ts";

function numbers(...list: number[]): GrowingNumbers {
  const growing = new GrowingNumbers();
  for (const number of list) growing.push(number);
  return growing;
}

function transition(to: EpochState, size: number): EpochTransition {
  const none = new Float64Array(0);
  return { source: 0, to, cycles: 1, positions: 1, totals: new Float64Array(size), nests: none, ages: none, notes: none };
}

test("equal numbers are one state, others are not", () => {
  const memory = new EpochMemory();
  const state = memory.intern(numbers(1, 2, 3), () => 4);
  expect(memory.intern(numbers(1, 2, 3), () => 4)).toBe(state);
  expect(memory.intern(numbers(1, 2), () => 4)).not.toBe(state);
  expect(memory.intern(numbers(3, 2, 1), () => 4)).not.toBe(state);
  expect(state.lastWake).toBe(4);
});

test("the oldest states are forgotten first, with what followed them", () => {
  const memory = new EpochMemory(800);
  const states = [1, 2, 3].map((number) => memory.intern(numbers(number), () => 0));
  memory.remember(states[0]!, 5, transition(states[1]!, 100));
  memory.remember(states[1]!, 5, transition(states[2]!, 100));
  expect(memory.states).toBe(3);
  memory.remember(states[2]!, 5, transition(states[0]!, 300));
  expect(memory.states).toBe(2);
  expect(states[0]!.next.size).toBe(0);
  expect(states[1]!.next.get(5)!.to).toBe(states[2]);
  expect(memory.intern(numbers(2), () => 0)).toBe(states[1]);
  expect(memory.intern(numbers(1), () => 0)).not.toBe(states[0]);
});

test("nothing is remembered of a state that was forgotten", () => {
  const memory = new EpochMemory(200);
  const first = memory.intern(numbers(1), () => 0);
  const later = [2, 3, 4].map((number) => memory.intern(numbers(number), () => 0));
  memory.remember(first, 5, transition(later[0]!, 1));
  expect(first.next.size).toBe(0);
});

test("it takes no more than it may, however much it is given", () => {
  const memory = new EpochMemory(10_000);
  for (let number = 0; number < 5000; number++) memory.remember(memory.intern(numbers(number), () => 0), 0, transition(memory.intern(numbers(number + 1), () => 0), 10));
  expect(memory.states).toBeLessThan(10_000 / 128);
  expect(memory.states).toBeGreaterThan(50);
});

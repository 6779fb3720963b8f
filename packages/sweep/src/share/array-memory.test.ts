import { expect, test } from "vitest";
import { ArrayMemory } from "./array-memory.ts";

const timing = { cycles: 1, counts: new Float64Array(), activity: new Float64Array(), events: 1 };

function learn(memory: ArrayMemory, array: string, jobs: number): void {
  for (let job = 0; job < jobs; job++) memory.timingsOn(array).set(`job${job}`, timing);
}

test("what was learnt on an array is known when it is asked for again, and on no other", () => {
  const memory = new ArrayMemory();
  learn(memory, "a", 2);
  expect([...memory.timingsOn("a").keys()]).toEqual(["job0", "job1"]);
  expect(memory.timingsOn("b").size).toBe(0);
});

test("where there are too many jobs, the arrays that were not asked for go", () => {
  const memory = new ArrayMemory(10);
  learn(memory, "a", 4);
  learn(memory, "b", 4);
  memory.timingsOn("a");
  learn(memory, "c", 4);
  memory.timingsOn("d");
  expect(["a", "b", "c"].map((array) => memory.timingsOn(array).size)).toEqual([4, 0, 4]);
});

test("the steps that were set last are known, and no others", () => {
  const { steps } = new ArrayMemory();
  const timed = { cycles: 1 } as never;
  for (let step = 0; step < 16; step++) steps.set(`step${step}`, timed);
  steps.set("step0", timed);
  steps.set("another", timed);
  expect(["step0", "step1", "step2", "another"].map((key) => steps.get(key) === timed)).toEqual([true, false, true, true]);
});

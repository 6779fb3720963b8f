import { expect, test } from "vitest";
import { toySession } from "../testing/toy-session.ts";
import { Waiting } from "./waiting.ts";

test("a session that simulates in pieces ends where it would have, and tells how far it is when that takes time", () => {
  let time = 0;
  const toy = toySession({ liveFrom: 10 });
  const slow = { ...toy, recording: toy.recording, extend: (cycle: number) => ((time += 100), toy.extend(Math.min(cycle, toy.recording.step.cycles + 500))) };
  const waiting = new Waiting(() => time);
  const told: number[] = [];
  waiting.listener = (cycles) => told.push(cycles) === 0;
  expect(waiting.around(slow).extend(2000)).toBe(2000);
  expect(told).toEqual([510, 1010, 1510, 2000]);
});

test("what is quick is not told of, and what is known is not simulated", () => {
  const waiting = new Waiting(() => 0);
  waiting.listener = () => {
    throw new Error("told");
  };
  const toy = toySession({ liveFrom: 10 });
  expect(waiting.around(toy).extend(3000)).toBe(3000);
  expect(waiting.around(toy).extend(100)).toBe(3000);
  expect(waiting.around(toy).recording).toBe(toy.recording);
});

test("whoever waits can stop it, and go on from there later", () => {
  let time = 0;
  const toy = toySession({ liveFrom: 10 });
  const slow = { ...toy, recording: toy.recording, extend: (cycle: number) => ((time += 100), toy.extend(Math.min(cycle, toy.recording.step.cycles + 500))) };
  const waiting = new Waiting(() => time);
  waiting.listener = (cycles) => cycles > 1000;
  expect(() => waiting.around(slow).extend(2000)).toThrow("stopped; 1,010 cycles are simulated");
  waiting.listener = null;
  expect(waiting.around(slow).extend(2000)).toBe(2000);
});

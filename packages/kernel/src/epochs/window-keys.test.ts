import { expect, test } from "vitest";
import { windowKeys } from "./window-keys.ts";

test("keys are equal where the classes around an op are, one by one", () => {
  const keys = windowKeys([7, 8, 7, 8, 7, 7, 8, 7, 8], { before: 1, behind: 1 });
  expect(keys[1]).toBe(keys[3]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(keys[2]).toBe(keys[7]);
  expect(keys[4]).not.toBe(keys[5]);
  expect(new Set(keys).size).toBe(6);
});

test("the ends of a program are a class of their own", () => {
  const alone = windowKeys([1, 1, 1, 1], { before: 0, behind: 0 });
  expect([...alone]).toEqual([0, 0, 0, 0]);
  const behind = windowKeys([1, 1, 1, 1], { before: 0, behind: 2 });
  expect([...behind]).toEqual([0, 0, 1, 2]);
  const before = windowKeys([1, 1, 1, 1], { before: 2, behind: 0 });
  expect([...before]).toEqual([0, 1, 2, 2]);
});

test("classes are not run together", () => {
  const keys = windowKeys([1, 23, 12, 3], { before: 0, behind: 1 });
  expect(keys[0]).not.toBe(keys[2]);
});

import { expect, test } from "vitest";
import { transposerPace } from "./transposer.ts";

test("32 elements pass a cycle, however many a packet holds", () => {
  expect(transposerPace(64, 8)).toBe(2);
  expect(transposerPace(64, 16)).toBe(1);
  expect(transposerPace(64, 4)).toBe(4);
  expect(transposerPace(64, 6)).toBe(3);
  expect(transposerPace(8, 8)).toBe(1);
});

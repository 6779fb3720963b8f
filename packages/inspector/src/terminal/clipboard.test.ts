import { expect, test } from "vitest";
import { clipboardSequence } from "./clipboard.ts";

test("a text goes to the clipboard as base64, through tmux too", () => {
  expect(clipboardSequence("ab", false)).toBe("\x1b]52;c;YWI=\x07");
  expect(clipboardSequence("ab", true)).toBe("\x1bPtmux;\x1b\x1b]52;c;YWI=\x07\x1b\\");
});

test("a text that terminals would cut is refused", () => {
  expect(clipboardSequence("x".repeat(74_994), false)).not.toBeNull();
  expect(clipboardSequence("x".repeat(74_995), false)).toBeNull();
});

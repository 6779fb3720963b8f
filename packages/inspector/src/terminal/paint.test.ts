import { expect, test } from "vitest";
import type { CellGrid } from "../grid/cell-grid.ts";
import type { Look, Theme } from "../grid/theme.ts";
import { styleNames } from "../grid/style.ts";
import type { ScreenLine } from "./blessed-screen.ts";
import { attributeOf, paint } from "./paint.ts";

const plain: Look = { foreground: null, background: null, isBold: false, isUnderlined: false, isInverse: false };
const theme = { ...Object.fromEntries(styleNames.map((name) => [name, plain])), title: { ...plain, foreground: 3, isBold: true } } as Theme;

function emptyLines(width: number, height: number): ScreenLine[] {
  return Array.from({ length: height }, () => Object.assign(Array.from({ length: width }, () => [attributeOf(plain), " "] as [number, string]), { dirty: false }));
}

function grid(rows: readonly string[]): CellGrid {
  const characters = rows.flatMap((row) => [...row]);
  return { width: rows[0]!.length, height: rows.length, characters, styles: characters.map((character) => (character === "T" ? "title" : "plain")) };
}

test("attributes are packed as the terminal library reads them", () => {
  expect(attributeOf(plain)).toBe((0x1ff << 9) | 0x1ff);
  expect(attributeOf({ ...plain, foreground: 3, background: 200, isInverse: true })).toBe((8 << 18) | (3 << 9) | 200);
});

test("only rows that differ are written again", () => {
  const lines = emptyLines(4, 3);
  expect(paint(grid(["    ", " T  ", "    "]), lines, theme)).toBe(1);
  expect(lines.map(({ dirty }) => dirty)).toEqual([false, true, false]);
  expect(lines[1]![1]).toEqual([attributeOf(theme.title), "T"]);
  expect(paint(grid(["    ", " T  ", "    "]), lines, theme)).toBe(0);
});

test("what does not fit is cut", () => {
  const lines = emptyLines(2, 1);
  paint(grid(["abcd", "efgh"]), lines, theme);
  expect(lines[0]!.map(([, character]) => character)).toEqual(["a", "b"]);
});

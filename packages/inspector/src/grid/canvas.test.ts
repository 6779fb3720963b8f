import { expect, test } from "vitest";
import { Canvas } from "./canvas.ts";
import { asciiGrid, textOf } from "./text.ts";

test("what is drawn beyond the edges of a part is cut there", () => {
  const canvas = Canvas.of(8, 4);
  const part = canvas.part({ x: 2, y: 1, width: 4, height: 2 });
  expect(part.put(-1, 0, "abcdefgh", "work")).toBe(7);
  part.put(0, 5, "below");
  expect(textOf(canvas.grid())).toBe("\n  bcde\n\n\n");
  expect(canvas.grid().styles.slice(8, 16)).toEqual(["plain", "plain", "work", "work", "work", "work", "plain", "plain"]);
});

test("a part of a part lies within both", () => {
  const part = Canvas.of(10, 10).part({ x: 8, y: 8, width: 5, height: 5 });
  expect([part.width, part.height]).toEqual([2, 2]);
  const inner = part.part({ x: 1, y: 0, width: 9, height: 1 });
  inner.onMouse({ click: () => "there" });
  expect(part.regions).toMatchObject([{ area: { x: 9, y: 8, width: 1, height: 1 } }]);
});

test("boxes have a title in their edge, and an inside", () => {
  const canvas = Canvas.of(12, 4);
  canvas.box({ x: 0, y: 0, width: 12, height: 4 }, "pe0").put(0, 0, "inside and more");
  expect(textOf(canvas.grid())).toBe("┌─ pe0 ────┐\n│inside and│\n│          │\n└──────────┘\n");
  expect(textOf(asciiGrid(canvas.grid()))).toBe("+- pe0 ----+\n|inside and|\n|          |\n+----------+\n");
});

test("signs have stand-ins in ASCII, and what has none is a question mark", () => {
  const canvas = Canvas.of(8, 1);
  canvas.put(0, 0, "▸▾5 µJ…é");
  expect(textOf(asciiGrid(canvas.grid()))).toBe("+-5 uJ~?\n");
});

test("text stands at the right where it is told to, and tints leave characters", () => {
  const canvas = Canvas.of(6, 1);
  expect(canvas.putRight(6, 0, "123")).toBe(3);
  canvas.tint({ x: 4, y: 0, width: 9, height: 1 }, "cursor");
  expect(canvas.grid().characters.join("")).toBe("   123");
  expect(canvas.grid().styles).toEqual(["plain", "plain", "plain", "plain", "cursor", "cursor"]);
});

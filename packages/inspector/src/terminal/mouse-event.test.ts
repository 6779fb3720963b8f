import { expect, test } from "vitest";
import { readMouse } from "./mouse-event.ts";

test("reports are read, as many as come together, and cells are counted from 0", () => {
  expect(readMouse("\x1b[<0;5;6M\x1b[<32;300;6M\x1b[<0;300;6m")).toEqual([
    { kind: "down", x: 4, y: 5 },
    { kind: "drag", x: 299, y: 5 },
    { kind: "up", x: 299, y: 5 },
  ]);
});

test("the wheel turns up and down, with a key held too", () => {
  expect(readMouse("\x1b[<64;1;1Mx\x1b[<69;1;1M").map(({ kind }) => kind)).toEqual(["wheelUp", "wheelDown"]);
});

test("other buttons, moves without one, and keys are nothing", () => {
  expect(readMouse("\x1b[<2;1;1M\x1b[<35;1;1M\x1b[A g")).toEqual([]);
});

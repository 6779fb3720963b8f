import { expect, test } from "vitest";
import { Canvas } from "./canvas.ts";
import { hexColour } from "./hex-colour.ts";
import { svgOf } from "./svg.ts";
import { themeNamed } from "./theme.ts";

test("runs of a style are a rectangle and a text, as wide as their cells", () => {
  const canvas = Canvas.of(6, 1);
  canvas.put(0, 0, "M<m", "stall0");
  canvas.put(3, 0, "d", "mixed2");
  expect(svgOf(canvas.grid(), themeNamed("dark"))).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" width="50.4" height="17" viewBox="0 0 50.4 17" font-family="ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14">
    <rect width="50.4" height="17" fill="#161616"/>
    <rect x="0" y="0" width="25.2" height="17" fill="#d75f5f"/>
    <text x="0" textLength="25.2" y="13" fill="#000000">M&lt;m</text>
    <text x="25.2" textLength="8.4" y="13" fill="#d7af00">d</text>
    </svg>
    "
  `);
});

test("blanks around a text are left out, and those within it stay", () => {
  const canvas = Canvas.of(8, 1);
  canvas.put(1, 0, "a  b");
  expect(svgOf(canvas.grid(), themeNamed("dark"))).toContain('<text x="8.4" textLength="33.6" y="13" fill="#d0d0d0">a\u00a0\u00a0b</text>');
});

test("without colours, emphasis is inverse", () => {
  const canvas = Canvas.of(1, 1);
  canvas.put(0, 0, "x", "selected");
  expect(svgOf(canvas.grid(), themeNamed("mono"), "light")).toContain('<rect x="0" y="0" width="8.4" height="17" fill="#222222"/>\n<text x="0" textLength="8.4" y="13" fill="#ffffff">');
});

test("colours of a terminal: sixteen, the cube, greys", () => {
  expect([1, 16, 196, 231, 232, 255].map(hexColour)).toEqual(["#cd0000", "#000000", "#ff0000", "#ffffff", "#080808", "#eeeeee"]);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pointsOf } from "./points-of.ts";
import { parseSpace } from "./read-space.ts";

test("the sweep file of the README is one", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, text] = /```yaml\n(.*?)```/s.exec(readme)!;
  const space = await parseSpace(text!, { origin: "README.md", folder: import.meta.dirname });
  expect(space.axes.map(({ paths }) => paths.length)).toEqual([1, 1, 1, 2, 1]);
  expect(pointsOf(space).points.length).toBeGreaterThan(10);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keysPage } from "./keys-page.ts";

test("docs/inspector-keys.md is what the table of commands says", async () => {
  const file = new URL("../../../../docs/inspector-keys.md", import.meta.url);
  await expect(keysPage(readFileSync(file, "utf8"))).toMatchFileSnapshot(file.pathname);
});

test("a page without a place for the tables is refused", () => {
  expect(() => keysPage("# Keys")).toThrow("no place for the tables");
});

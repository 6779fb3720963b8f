import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { machinesPage } from "../../scripts/machines-page/page.ts";
import { simplificationsIn } from "../../scripts/machines-page/simplifications.ts";
import { repository } from "./workspace.ts";

const page = readFileSync(`${repository}docs/machines.md`, "utf8");

test("docs/machines.md is what the declarations say; scripts/machines-page.ts writes it", async () => {
  expect(await machinesPage(page, repository)).toBe(page);
});

test("a page without one of the parts is refused", async () => {
  await expect(machinesPage(page.replace("<!-- /presets -->", ""), repository)).rejects.toThrow("no part presets");
});

describe("simplificationsIn", () => {
  it("takes a paragraph of a comment, up to a blank line, a tag or the end", () => {
    const text = "/**\n * A block. Simplified: one\n * port.\n *\n * More.\n */\n/**\n * Simplified: no banks.\n * @throws Error\n */\n/** Simplified: free. */";
    expect(simplificationsIn(text)).toEqual(["one port.", "no banks.", "free."]);
  });

  it("leaves code alone", () => {
    expect(simplificationsIn('const a = "Simplified: no";\n// Simplified: no\n/** Plain. */')).toEqual([]);
  });
});

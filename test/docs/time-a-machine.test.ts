/** docs/time-a-machine.md shows what its commands print; `vitest -u` writes it anew. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { launcher } from "../cli/lnsim.ts";
import { refreshed } from "./captured-output.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const page = new URL("../../docs/time-a-machine.md", import.meta.url);

test("every output in the tutorial is what its command prints, the picture included", { timeout: 120_000 }, async () => {
  const text = await refreshed(readFileSync(page, "utf8"), { folder, launcher });
  await expect(text).toMatchFileSnapshot("../../docs/time-a-machine.md");
  await expect(readFileSync(join(folder, "roofline.svg"), "utf8")).toMatchFileSnapshot("../../docs/pictures/roofline-resnet50.svg");
});

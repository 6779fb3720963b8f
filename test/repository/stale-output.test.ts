import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { removeStaleOutput } from "../../scripts/stale-output.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-stale-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("removeStaleOutput", () => {
  it("deletes what has no source any more and nothing else", () => {
    for (const name of ["src/run", "dist/run"]) mkdirSync(join(folder, name), { recursive: true });
    const files = ["src/run/kept.ts", "dist/run/kept.js", "dist/run/kept.d.ts", "dist/run/gone.js", "dist/.tsbuildinfo"];
    for (const file of files) writeFileSync(join(folder, file), "");
    expect(removeStaleOutput(folder)).toEqual([expect.stringMatching(/gone\.js$/)]);
    expect(existsSync(join(folder, "dist/run/gone.js"))).toBe(false);
    expect(existsSync(join(folder, "dist/run/kept.js"))).toBe(true);
    expect(existsSync(join(folder, "dist/.tsbuildinfo"))).toBe(true);
  });
});

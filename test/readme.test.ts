/** The table in the README is what the command prints. */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { launcher, lnsim } from "./cli/lnsim.ts";
import { outputOf } from "./docs/captured-output.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** Sections of the first captured table, without the one that only a whole training prints. */
const captured = /```text\n([^]*?)```/.exec(readme)![1]!.trimEnd().split("\n\n").filter((section) => !section.startsWith("Accuracy"));

test("cycles and energy in the README are those of the default run", { timeout: 120_000 }, async () => {
  const { stdout } = await lnsim(["run", "--numerics", "off"]);
  expect(captured.length).toBeGreaterThan(2);
  for (const section of captured) expect(stdout).toContain(section);
});

test("the frame in the README is what the command above it prints", { timeout: 60_000 }, async () => {
  const [, command, frame] = /^```sh\n(npx lnsim inspect [^\n`]*)\n```\n\n```text\n([^`]*)```$/m.exec(readme)!;
  expect(await outputOf(command!, { folder: tmpdir(), launcher })).toBe(frame);
});

test("the README names the two commands", () => {
  expect(readme).toContain("npm ci && npx lnsim run ");
  expect(readme).toContain("npm ci && npm test ");
});

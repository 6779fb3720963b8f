/** docs/inspect.md shows what its commands print, frame by frame; `vitest -u` writes it anew. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { launcher } from "../cli/lnsim.ts";
import { outputOf } from "./captured-output.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-inspect-"));
afterAll(() => rmSync(folder, { recursive: true }));

const page = new URL("../../docs/inspect.md", import.meta.url);

/** A command, and the whole of what it prints. */
const transcript = /^```sh\n([^]*?)^```\n\n```text\n[^]*?^```$/gm;

test("every frame in the tour is what its command prints", { timeout: 120_000 }, async () => {
  const text = readFileSync(page, "utf8");
  const commands = [...text.matchAll(transcript)].map(([, command]) => command!);
  expect(commands.length).toBeGreaterThanOrEqual(5);
  const printed: string[] = [];
  for (const command of commands) printed.push((await outputOf(command, { folder, launcher })).trimEnd());
  let place = 0;
  const refreshed = text.replace(transcript, (_, command: string) => `\`\`\`sh\n${command}\`\`\`\n\n\`\`\`text\n${printed[place++]}\n\`\`\``);
  await expect(refreshed).toMatchFileSnapshot(page.pathname);
});

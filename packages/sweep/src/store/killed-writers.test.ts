import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@lnsim/elementary";
import { afterAll, expect, test } from "vitest";
import { openStore } from "./open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-kill-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** How often a writer is killed; LNSIM_KILLS=100 as often as it takes to be sure. */
const kills = Number(process.env["LNSIM_KILLS"] ?? 20);

/** Writes rows one after the other, and says which ones are written, until it is killed. */
const script = `import { openStore } from ${JSON.stringify(new URL("./open-store.ts", import.meta.url).href)};
import { writeSync } from "node:fs";
const store = openStore(process.argv[1]);
for (let i = Number(process.argv[2]); ; i++) {
  const id = String(i).padStart(7, "0");
  store.addRow({ id, values: {}, machine: {}, trace: {}, figures: {}, notes: ["x".repeat(i % 3000)] });
  store.addPart("timing", id, new Uint8Array(i % 9000));
  writeSync(1, id + "\\n");
}`;

/** Kills a writer so many milliseconds after it began; the last row that it said was written. */
async function killedWriter(file: string, first: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ["--conditions=@lnsim/source", "--input-type=module", "-e", script, file, String(first)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (data: Buffer) => void (text += data.toString()));
  setTimeout(() => child.kill("SIGKILL"), afterMs);
  await new Promise((resolve) => child.on("close", resolve));
  const lines = text.split("\n").slice(0, -1);
  return lines.length === 0 ? first - 1 : Number(lines.at(-1));
}

test("whenever a writer is killed, the store opens, and has every row that was written", async () => {
  const random = createRandom(3);
  const file = join(folder, "killed.db");
  let written = -1;
  for (let i = 0; i < kills; i++) {
    written = await killedWriter(file, written + 1, 20 + random.nextFloat() * 350);
    const store = openStore(file);
    const ids = [...store.rows()].map(({ id }) => Number(id));
    const count = ids.length;
    expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
    expect(count - 1).toBeGreaterThanOrEqual(written);
    expect(count - 1).toBeLessThanOrEqual(written + 1);
    written = count - 1;
    store.close();
  }
  expect(written).toBeGreaterThan(kills);
}, 30_000 + 2000 * kills);

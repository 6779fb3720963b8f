import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { afterAll, expect, test } from "vitest";
import { openStore } from "./open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-kill-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stores that are written at the same time, and how often the writer of each is killed. */
const stores = 5;
const kills = 20;

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

/** When a writer is killed: so long after it began, or after it said that a row is written. */
interface Kill {
  readonly since: "start" | "row";
  readonly afterMs: number;
}

/** The last row that a killed writer said was written. */
async function killedWriter(file: string, first: number, { since, afterMs }: Kill): Promise<number> {
  const child = spawn(process.execPath, ["--conditions=@lnsim/source", "--input-type=module", "-e", script, file, String(first)], { stdio: ["ignore", "pipe", "inherit"] });
  const kill = (): void => void setTimeout(() => child.kill("SIGKILL"), afterMs);
  let text = "";
  child.stdout.on("data", (data: Buffer) => {
    if (since === "row" && text === "") kill();
    text += data.toString();
  });
  if (since === "start") kill();
  await new Promise((resolve) => child.on("close", resolve));
  const lines = text.split("\n").slice(0, -1);
  return lines.length === 0 ? first - 1 : Number(lines.at(-1));
}

async function killAgainAndAgain(file: string, random: SeededRandom): Promise<void> {
  let written = -1;
  for (let i = 0; i < kills; i++) {
    written = await killedWriter(file, written + 1, i % 4 === 3 ? { since: "start", afterMs: random.nextFloat() * 300 } : { since: "row", afterMs: random.nextFloat() * 50 });
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
}

test("whenever a writer is killed, a hundred times, the store opens, and has every row that was written", { timeout: 120_000 }, async () => {
  await Promise.all(Array.from({ length: stores }, (_, i) => killAgainAndAgain(join(folder, `${i}.db`), createRandom(3, String(i)))));
});

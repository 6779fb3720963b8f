/**
 * Runs the points of docs/sweeps whose rows are out of date, and keeps their rows:
 * `node --conditions=@lnsim/source scripts/sweep-rows.ts [NAME...]`, all sweeps without a name.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportRows, openStore, planSweep, readSpace, runPoints, type Row } from "@lnsim/sweep";

const folder = fileURLToPath(new URL("../docs/sweeps/", import.meta.url));
const all = readdirSync(folder).filter((file) => file.endsWith(".yaml")).map((file) => basename(file, ".yaml"));
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : all) await renew(name);

async function renew(name: string): Promise<void> {
  const { points } = await planSweep(await readSpace(join(folder, `${name}.yaml`)));
  const ids = new Set(points.map(({ id }) => id));
  const rows = readFileSync(join(folder, `${name}.jsonl`), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Row);
  const place = mkdtempSync(join(tmpdir(), "lnsim-rows-"));
  const store = openStore(join(place, "rows.sweep"));
  try {
    for (const row of rows) if (ids.has(row.id)) store.addRow(row);
    const { failed, progress } = await runPoints(points, { store }, { onEvent: ({ progress: { done, total, cached } }) => process.stderr.write(`\r${name}: ${done + cached} of ${total}`) });
    process.stderr.write("\n");
    if (failed.length > 0) throw new Error(`${name}: ${failed.map(({ command, error }) => `${command}\n${error}`).join("\n")}`);
    writeFileSync(join(folder, `${name}.jsonl`), await exportRows(store.rows(), "jsonl"));
    process.stdout.write(`${name}: ${progress.done} of ${points.length} points were run\n`);
  } finally {
    store.close();
    rmSync(place, { recursive: true });
  }
}

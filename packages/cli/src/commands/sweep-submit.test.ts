import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { sweepSubmit, type SweepSubmitInput } from "./sweep-submit.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-submit-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const store = join(folder, "arrays.sweep");
const input: SweepSubmitInput = {
  machine: "systolic",
  trace: "gemm:16,16,16",
  parameter: ["array.rows=1..4"],
  list: ["dataflow=os,ws"],
  set: [],
  plugin: [],
  numerics: "off",
  store,
  engine: "slurm",
  shards: 4,
  jobs: 1,
  directive: [],
  setup: [],
  "dry-run": false,
};

async function submit(changes: Partial<SweepSubmitInput>): Promise<string> {
  const printed: string[] = [];
  expect(await sweepSubmit({ ...input, ...changes }, { print: async (text) => void printed.push(text), hint: () => undefined, stderr: process.stderr, columns: 90, styles: plainStyles, hintStyles: plainStyles })).toBe(0);
  return printed.join("\n");
}

/** An sbatch that does what the lines say, in a folder of its own, as the only program there is. */
function installSbatch(lines: string): void {
  const programs = mkdtempSync(join(folder, "bin-"));
  writeFileSync(join(programs, "sbatch"), `#!/bin/sh\n${lines}\n`);
  chmodSync(join(programs, "sbatch"), 0o755);
  vi.stubEnv("PATH", `${programs}:/bin:/usr/bin`);
}

test("the script is printed, or written with a folder for the parts", async () => {
  const script = await submit({ out: "-" });
  expect(script).toContain("sweep run --parameter array.rows=1..4 --list dataflow=os,ws --machine systolic --trace gemm:16,16,16 --numerics off \\\n");
  expect([existsSync(`${store}.slurm.sh`), existsSync(`${store}.parts`)]).toEqual([false, false]);
  expect(await submit({ "dry-run": true })).toBe(`8 points in 4 shares\nwritten: ${store}.slurm.sh`);
  expect([readFileSync(`${store}.slurm.sh`, "utf8"), existsSync(`${store}.parts`)]).toEqual([script, true]);
});

test("Slurm is asked to run it, and what it answers is told", async () => {
  installSbatch(`echo "$@" > ${folder}/asked; echo "42;cluster"`);
  expect(await submit({})).toBe(`8 points in 4 shares: job 42\nwritten: ${store}.slurm.sh`);
  expect(readFileSync(join(folder, "asked"), "utf8")).toBe(`--parsable ${store}.slurm.sh\n`);
  installSbatch("echo no such partition >&2; exit 1");
  await expect(submit({ partition: "x" })).rejects.toMatchObject({ code: "invalid-value", found: "no such partition" });
  vi.stubEnv("PATH", folder);
  await expect(submit({})).rejects.toMatchObject({ code: "unsupported", path: "sbatch" });
});

test.each<[Partial<SweepSubmitInput>, object]>([
  [{ store: undefined as never }, { path: "--store" }],
  [{ store: "postgres://host/base" }, { path: "--store", code: "invalid-combination" }],
  [{ shards: undefined as never }, { path: "--shards" }],
  [{ shards: 9 }, { path: "--shards", expected: "a whole number from 1 to 8, the points there are" }],
  [{ list: ["dataflow=local-a"] }, { message: expect.any(String) }],
])("refuses %j before it writes anything", async (changes, refusal) => {
  const elsewhere = "store" in changes ? changes : { ...changes, store: join(folder, "none") };
  await expect(submit(elsewhere)).rejects.toMatchObject(refusal);
  expect(existsSync(join(folder, "none.slurm.sh"))).toBe(false);
});

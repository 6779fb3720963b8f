import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { lnsim, run } from "./lnsim.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-sweep-"));
afterAll(() => rmSync(folder, { recursive: true }));

const arrays = ["sweep", "run", "--machine", "systolic", "--trace", "gemm:16,16,16", "-P", "array.rows=2..16*2", "-L", "dataflow=os,ws"];
const sweep = (store: string, ...args: string[]) => lnsim([...arrays, "--store", store, ...args], { cwd: folder });
const exported = async (store: string, ...args: string[]) => (await lnsim(["sweep", "export", "--store", store, ...args], { cwd: folder })).stdout;

describe("lnsim sweep run", () => {
  test("gives the same bytes at any number of jobs, and runs nothing twice", async () => {
    const one = await sweep("one.db", "--jobs", "1");
    const two = await sweep("two.db", "--jobs", "2");
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(one.stdout).toMatch(/^8 points: 8 run in .*, 0 cached, 0 failed\nbest cycles\.perStep .* at array\.rows=16 dataflow=os\nrows are in one\.db\n$/);
    const csv = await exported("one.db");
    expect(csv.split("\n")).toHaveLength(10);
    expect(await exported("two.db")).toBe(csv);
    const files = ["one", "two"].map((name) => join(folder, `${name}.parquet`));
    for (const [i, store] of ["one.db", "two.db"].entries()) await exported(store, "--to", "parquet", "-o", files[i]!);
    expect(readFileSync(files[0]!)).toEqual(readFileSync(files[1]!));
    expect((await sweep("one.db")).stdout).toMatch(/^8 points: 0 run, 8 cached, 0 failed\n/);
  });

  test("tells programs what happens, an event a line", async () => {
    const { stdout } = await sweep("events.db", "--format", "jsonl", "--jobs", "1");
    const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual(["started", ...Array.from({ length: 8 }, () => "done"), "finished"]);
    expect(events.at(-1).progress).toMatchObject({ total: 8, done: 8, left: 0 });
    expect(events[1]).toMatchObject({ values: { dataflow: "os" }, figures: { macs: 3 * 16 ** 3 } });
  });

  test("lists a point that fails with its reason and a command that fails alike, and ends with 1", async () => {
    const chips = ["sweep", "run", "--machine", "lns-madam-chip", "--trace", "gemm:256,256,256", "-L", "globalBuffer.sizeBytes=4096,2097152"];
    const { code, stdout, stderr } = await lnsim([...chips, "--store", "failed.db", "--jobs", "1"], { cwd: folder });
    expect([code, stdout.split("\n")[0]]).toEqual([1, expect.stringContaining("0 cached, 1 failed")]);
    expect(stderr).toContain("fits the global buffer");
    const command = /repeat it with: (lnsim .*)/.exec(stderr)![1]!;
    const alone = await run("sh", ["-c", command.replace(/^lnsim/, '"$0" "$LNSIM"')].concat(process.execPath), { cwd: folder, env: { LNSIM: join(import.meta.dirname, "../../node_modules/.bin/lnsim") } });
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining("fits the global buffer")]);
  });

  test("Ctrl-C keeps what is done and ends within a second, with 130; the same command goes on", { retry: 2, timeout: 60_000 }, async () => {
    let signalled = 0;
    const store = `stopped-${performance.now()}.db`;
    const args = ["sweep", "run", "--machine", "lns-madam", "--trace", "mnist-mlp", "-L", "numerics.datapath.lut=8,1", "-L", "steps=1,400", "--store", store, "--jobs", "1", "--format", "jsonl"];
    const { code, stdout, stderr } = await lnsim(args, {
      cwd: folder,
      onStart: (child) =>
        child.stdout!.on("data", (text: string) => {
          if (signalled > 0 || !text.includes('"type":"done"')) return;
          setTimeout(() => {
            signalled = performance.now();
            child.kill("SIGINT");
          }, 300);
        }),
    });
    expect(performance.now() - signalled).toBeLessThan(1000);
    expect(code).toBe(130);
    const { progress } = JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
    expect(progress.left).toBeGreaterThan(0);
    expect(stderr).toContain(`goes on with the ${progress.left} points that are left`);
    expect((await exported(store, "--to", "jsonl")).trimEnd().split("\n")).toHaveLength(progress.done);
  });
});

test.each([
  [["sweep", "run", "-P", "pe.lanes=8..16*2"], "--store"],
  [["sweep", "run", "--store", "x.db", "--time-limit", "0"], "--time-limit"],
  [["sweep", "run", "none.yaml", "--store", "x.db"], "none.yaml"],
  [["sweep", "run", "none.yaml", "--machine", "systolic", "--store", "x.db"], "--machine"],
  [["sweep", "export", "--store", "none.db"], "none.db"],
  [["sweep", "export", "--store", "one.db", "--to", "parquet"], "--out"],
])("%j is refused", async (args, named) => {
  const { code, stderr } = await lnsim(args, { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining(named)]);
});

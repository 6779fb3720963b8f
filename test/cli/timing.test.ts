/** What `lnsim run`, `lnsim compare` and `lnsim machine map` say of machines' time, through the real command. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "lnsim-timing-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const started = (...args: string[]) => lnsim(args, { cwd: folder });

/** What a command prints as JSON. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await started(...args, "--format", "json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const conv = ["--trace", "conv:2,16,14,14,32,3,3,2,1"];
const gemm = ["--trace", "gemm:128,128,128"];

describe("skipping, bursts and single cycles differ in nothing but how it was simulated", { timeout: 60_000 }, () => {
  test.each<[string, string[]]>([
    ["a product on a chip", ["--machine", "lns-madam-chip", ...gemm]],
    ["a convolution on a systolic array behind DRAM", ["--machine", "lns-madam-chip", "--set", "array.kind=systolic", "--set", "dataflow=ws", "--set", "numerics.format=int8", ...conv]],
  ])("%s", async (_what, args) => {
    const [skip, burst, cycle] = await Promise.all([[], ["--exact"], ["--exact=cycle"]].map((exact) => json("run", ...args, ...exact)));
    expect([skip, burst, cycle].map(({ simulation }) => simulation.exact)).toEqual(["skip", "burst", "cycle"]);
    for (const other of [burst, cycle]) expect({ ...other, simulation: null }).toEqual({ ...skip, simulation: null });
    expect([burst, cycle].map(({ simulation }) => simulation.fastForwardedCycles)).toEqual([0, 0]);
  });
});

test("passes, operations and SCALE-Sim's figures are in the report, and the roofline in a file", async () => {
  const { code, stdout, stderr } = await started("run", "--machine", "systolic", ...conv, "--passes", "fprop,update", "--compat", "scalesim", "--ops", "1", "--roofline", "roof.svg");
  expect({ code, stderr: stderr.replaceAll(/^timing: .*\n/gm, "") }).toEqual({ code: 0, stderr: "drawn: roof.svg\n" });
  expect(stdout).toMatch(/^passes {4}fprop, update only$/m);
  expect(stdout).toMatch(/^Operations {2}the costliest, equal ones in one line: 1 of 2 /m);
  expect(stdout).toMatch(/^SCALE-Sim {2}[^]*\n {2}conv\.fprop +128 +32 +144 [^]*^SCALE-Sim's SRAM /m);
  expect(readFileSync(join(folder, "roof.svg"), "utf8")).toMatch(/^<svg[^]*<title>conv\.fprop<\/title>[^]*256 MACs\/cycle/);
});

test("a roofline can be drawn in the terminal", async () => {
  const { stdout } = await started("run", "--machine", "lns-madam-chip", ...gemm, "--roofline", "-");
  expect(stdout).toMatch(/Roofline, gemm:128,128,128 on lns-madam-chip\n[^]*[⠁-⣿][^]*\(MACs per cycle by MACs per byte of DRAM\)/);
});

test("a mapping is shown, written, edited and pinned", async () => {
  const on = ["--machine", "lns-madam-chip", ...gemm];
  const shown = await started("machine", "map", ...on, "--passes", "fprop");
  expect(shown.stdout).toMatch(/^gemm\.fprop {2}m 128, n 128, k 128\n {2}about [\d,]+ cycles [^]*for m: \d+ x \d+ \(tile\)/m);
  const written = await started("machine", "map", ...on, "-o", "map.yaml");
  expect([written.code, written.stdout, written.stderr]).toEqual([0, "", "written: map.yaml, 3 mappings\n"]);
  const text = readFileSync(join(folder, "map.yaml"), "utf8");
  writeFileSync(join(folder, "edited.yaml"), text.replace(/tile: .*/, "tile: { m: 128, n: 32, k: 64 }"));
  const [searched, same, edited] = await Promise.all([json("run", ...on), json("run", ...on, "--mapping", "map.yaml"), json("run", ...on, "--mapping", "edited.yaml")]);
  expect(same.cycles).toEqual(searched.cycles);
  expect(edited.cycles.byOp[0].cycles).toBeGreaterThan(searched.cycles.byOp[0].cycles);
  expect(edited.machine.mapping.pinned).toBe(3);
});

describe("two results", () => {
  const save = async (name: string, ...args: string[]): Promise<void> => writeFileSync(join(folder, name), JSON.stringify(await json("run", ...args)));

  test("are compared", async () => {
    await Promise.all([save("small.json", "--machine", "systolic", ...gemm), save("large.json", "--machine", "systolic", ...gemm, "--set", "array.rows=32")]);
    const { code, stdout } = await started("compare", "small.json", "large.json");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^B {2}systolic \(\w+\), array\.rows=32, int8/m);
    expect(stdout).toMatch(/^ {2}gemm\.fprop +[\d,]+ +[\d,]+ +0\.\d{3} {2}compute/m);
    const { ops, sameWork } = await json("compare", "small.json", "large.json");
    expect([ops.length, sameWork]).toEqual([4, true]);
  });

  test("that are none are refused", async () => {
    writeFileSync(join(folder, "broken.json"), "{");
    const { code, stdout, stderr } = await started("compare", "broken.json", "missing.json");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("the result is not valid JSON");
  });
});

describe.concurrent("a mistake ends with 2", () => {
  test.each<[string, ...string[]]>([
    ["run --machine systolic --trace gemm:8,8,8 --passes fprob", 'did you mean "fprop"'],
    ["run --machine lns-madam-chip --trace gemm:8,8,8 --mapping none.yaml", "there is no mapping file", "machine map -o FILE"],
    ["run --machine systolic --trace gemm:8,8,8 --roofline none/x.svg", "cannot be written"],
    ["run --machine lns-madam-chip --trace resnet50 --batch 4096", "does not fit DRAM", "lower the batch"],
    ["machine map --machine systolic --trace gemm:8,8,8 -o x.yaml", "there is no mapping to write"],
  ])("%s", async (args, ...expected) => {
    const { code, stdout, stderr } = await started(...args.split(" "));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const part of expected) expect(stderr).toContain(part);
    expect(existsSync(join(folder, "x.yaml"))).toBe(false);
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adderError, tabulateOpposite, tabulateSame } from "@lnsim/format-lns-log";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "lnsim-approx-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const anneal = (...args: string[]) => lnsim(["approx", "anneal", ...args], { cwd: folder });
const small = ["--bits", "10", "--restarts", "5", "--iterations", "2000", "--seed", "3"];

describe.concurrent("annealed segments", () => {
  test("are the same at any number of threads", async () => {
    const runs = await Promise.all(["1", "2"].map((jobs) => anneal(...small, "--jobs", jobs, "--format", "json")));
    expect(runs[0]!.code).toBe(0);
    expect(runs[1]!.stdout).toBe(runs[0]!.stdout);
    expect(JSON.parse(runs[0]!.stdout)).toMatchObject({ settings: { bits: 10, fractionBits: 3, seed: 3 }, restartsDone: 5, comparison: null });
  });

  test("of another seed are others", async () => {
    const [one, other] = await Promise.all([anneal(...small, "--format", "json"), anneal(...small.slice(0, -1), "4", "--format", "json")]);
    expect(JSON.parse(one.stdout).same.integer).not.toEqual(JSON.parse(other.stdout).same.integer);
  });

  test("are no worse than the published ones at 13/5, and the check says so", async () => {
    const { code, stdout } = await anneal("--bits", "13", "--restarts", "2", "--iterations", "60000", "--check");
    expect(code).toBe(0);
    expect(stdout).toContain("no worse than published by more than 5 %: yes");
    expect(stdout).toMatch(/same +annealed +[\d.e-]+ +0\.\d+[^]*published[^]*ratio[^]*opposite +annealed/);
    expect(stdout.match(/^ +\d+( +-?\d+){6}$/gm)).toHaveLength(16);
  });

  test("that fall short of the published ones end the check with 1, and nothing else", async () => {
    const few = ["--bits", "13", "--restarts", "1", "--iterations", "1000", "--segments", "4"];
    const [checked, free] = await Promise.all([anneal(...few, "--check", "--format", "json"), anneal(...few)]);
    expect([checked.code, free.code]).toEqual([1, 0]);
    expect(checked.stderr).toContain("more than 5 %: NO");
    expect(JSON.parse(checked.stdout).comparison.isAccepted).toBe(false);
  });

  test("are written whole, and tables made of the file have the errors in it", async () => {
    const { code, stdout, stderr } = await anneal(...small, "--out", "segments.json", "--format", "json", "--picture", "error.svg");
    expect({ code, stderr: stderr.replaceAll(/^annealing: .*\n/gm, "") }).toEqual({ code: 0, stderr: "written: segments.json\ndrawn: error.svg\n" });
    const text = readFileSync(join(folder, "segments.json"), "utf8");
    expect(text).toBe(stdout);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
    expect(readFileSync(join(folder, "error.svg"), "utf8")).toMatch(/^<svg[^]*same signs, annealed[^]*<\/svg>\s*$/);
    const { same, opposite, settings } = JSON.parse(text);
    const tables = { deltaSame: tabulateSame(same.integer), deltaOpposite: tabulateOpposite(opposite.integer) };
    expect({ same: same.error, opposite: opposite.error }).toMatchObject(adderError(tables, settings.fractionBits));
  });

  test("can be drawn in the terminal", async () => {
    const { stdout } = await anneal(...small, "--picture", "-");
    expect(stdout).toMatch(/Error of a sum's logarithm, 10 bits, 3 after the point\n[^]*[⠁-⣿]/);
  });

  test("that were found before Ctrl-C are kept", { timeout: 60_000 }, async () => {
    let isSent = false;
    const { code, stdout, stderr } = await lnsim(["approx", "anneal", "--restarts", "100000", "--iterations", "3000", "--out", "best.json", "--format", "json"], {
      cwd: folder,
      onStart: (child) =>
        child.stderr!.on("data", (text: string) => {
          if (!isSent && text.startsWith("annealing")) isSent = child.kill("SIGINT");
        }),
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/annealing: restart \d+ of 100000, .* left, best rms [\d.]+ and [\d.]+ LSB/);
    const { restartsDone } = JSON.parse(stdout);
    expect(restartsDone).toBeGreaterThan(0);
    expect(stderr).toContain(`stopped after ${restartsDone} of 100000 restarts; this is the best of them`);
    expect(readFileSync(join(folder, "best.json"), "utf8")).toBe(stdout);
  });
});

describe.concurrent("a request that cannot be met ends with 2", () => {
  test.each<[string, ...string[]]>([
    ["--bits 30", "--bits", "from 6 to 18"],
    ["--bits 10 --fraction-bits 9", "--fraction-bits", "from 1 to 6"],
    ["--bits 12 --segments 400", "--segments", "from 1 to 192"],
    ["--restarts 0", "--restarts", "from 1 to 100000"],
    ["--jobs 0", "--jobs", "from 1 to 256"],
    ["--bits 12 --check", "none for these fraction bits", "5, 6, 7, 8"],
    ["--out no-such-folder/x.json", "cannot be written", "choose a file in a folder"],
    ["--picture no-such-folder/x.svg", "cannot be written"],
    ["--check 5", "does not take 5"],
  ])("%s", async (args, ...expected) => {
    const { code, stdout, stderr } = await anneal(...args.split(" "));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const part of expected) expect(stderr).toContain(part);
    expect(existsSync(join(folder, "x.json"))).toBe(false);
  });
});

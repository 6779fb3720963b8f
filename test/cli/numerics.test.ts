import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";
import { smallTrace } from "./small-trace.ts";

let folder: string;
let trace: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-numerics-"));
  trace = await smallTrace(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const numerics = (...args: string[]) => lnsim(["numerics", ...args], { cwd: folder });
const withoutProgress = (text: string): string => text.replaceAll(/^(training|measuring): .*\n/gm, "");

describe.concurrent("numerics window", () => {
  test("a low window clips, a high one rounds away, exact sums do neither, and the machine's own is what lnsim run trains in", async () => {
    const same = ["--trace", trace, "--steps", "3", "--set", "numerics.datapath.lut=1", "--format", "json"];
    const [studied, run] = await Promise.all([numerics("window", "--lsb", "4,16,28", ...same), lnsim(["run", "--timing", "off", ...same])]);
    expect(studied.code).toBe(0);
    const { windows, exactSums, ...study } = JSON.parse(studied.stdout);
    expect(study).toMatchObject({ steps: 3, seed: 1, machineLsb: 16, bestLsb: 16, leftOut: [], machine: { name: "lns-madam" } });
    expect(study.machine.changes).toEqual([{ path: "numerics.datapath.lut", from: 8, to: 1 }]);
    const [low, own, high] = windows;
    expect([low.lsb, own.lsb, high.lsb]).toEqual([4, 16, 28]);
    expect(low.losses.saturations).toBeGreaterThan(0);
    expect(own.losses.saturations + high.losses.saturations).toBe(0);
    expect(own.losses.lostBits).toBeGreaterThan(low.losses.lostBits);
    expect(own.losses.lostBits).toBeLessThanOrEqual(own.losses.vectors);
    expect(own.worst.sqnrDb).toBeGreaterThan(Math.max(low.worst.sqnrDb, high.worst.sqnrDb));
    expect(exactSums.losses.lostBits).toBe(0);
    expect(own.places).toEqual(Object.fromEntries(["fprop", "dgrad", "wgrad"].map((pass) => [pass, { lsbOctave: -15.75, clipOctave: 7.25 }])));
    const { accuracy } = JSON.parse(run.stdout);
    expect(own).toMatchObject({ testAccuracy: accuracy.testAccuracy, testLoss: accuracy.testLoss, lastLoss: accuracy.loss[2] });
  });

  test("as a table marks the window of the machine, and draws a picture", async () => {
    const { code, stdout, stderr } = await numerics("window", "--trace", trace, "--lsb", "0..8:8", "--steps", "2", "--set", "numerics.format=int8", "--picture", "window.svg");
    expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: "drawn: window.svg\n" });
    expect(stdout).toContain("Windows of the accumulator  int8 on lns-madam, 2 of 120 steps of small in each, seed 1");
    expect(stdout).toMatch(/^ +own(, best)? +0 /m);
    expect(stdout).toMatch(/^ +exact +\d/m);
    expect(stdout).toContain("Quantizing alone leaves");
    expect(readFileSync(join(folder, "window.svg"), "utf8")).toMatch(/^<svg[^]*worst SQNR \(dB\)[^]*<\/svg>\s*$/);
  });

  test("that is stopped with Ctrl-C ends with 130 and prints nothing", { timeout: 60_000 }, async () => {
    let isSent = false;
    const { code, stdout, stderr } = await lnsim(["numerics", "window", "--trace", trace, "--lsb", "10..30"], {
      onStart: (child) =>
        child.stderr!.on("data", (text: string) => {
          if (!isSent && text.startsWith("training")) isSent = child.kill("SIGINT");
        }),
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/training: step \d+ of 2200, .*window 2\^1\d[^]*stopped while training, at step \d+ of 2200; nothing was written\n$/);
  });
});

describe.concurrent("numerics update-errors", () => {
  test("of random data: the published bounds hold", async () => {
    const { code, stdout } = await numerics("update-errors", "--format", "json");
    expect(code).toBe(0);
    const { byLearningRate, byGamma, source, exceeded } = JSON.parse(stdout);
    expect({ source, exceeded }).toEqual({ source: null, exceeded: [] });
    expect(byLearningRate.map(({ learningRate }: { learningRate: number }) => Math.log2(learningRate))).toEqual([-4, -5, -6, -7, -8, -9, -10]);
    expect(byGamma.map(({ gamma }: { gamma: number }) => gamma)).toEqual([1, 2, 4, 8, 16, 32]);
    // Measured before, with other draws of as many elements.
    expect(byLearningRate[3].errors.multiplicative.measured).toBeCloseTo(0.73, 0.9);
    expect(byLearningRate[3].errors.sign.bound).toBeCloseTo(0.9765625, 9);
  });

  test("of a training step: every weight tensor, as a table and as a picture", async () => {
    const { code, stdout, stderr } = await numerics("update-errors", "--trace", trace, "--step", "3", "--learning-rates", "2^-7,0.02", "--gammas", "8", "--picture", "errors.svg");
    expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: "drawn: errors.svg\n" });
    expect(stdout).toContain("step 3 of small, trained on lns-madam: 12,");
    for (const tensor of ["fc1.weight", "fc2.weight"]) expect(stdout).toMatch(new RegExp(String.raw`^ +${tensor} +[\d.]`, "m"));
    expect(stdout).toContain("all 9 measured errors lie within theirs");
    expect(readFileSync(join(folder, "errors.svg"), "utf8")).toContain("sign, bound");
  });

  test("of a training in log arithmetic", async () => {
    const { code, stdout } = await numerics("update-errors", "--trace", trace, "--step", "1", "--set", "numerics.format=qaa16", "--set", "numerics.update=same", "--set", "numerics.state=same", "--gammas", "1", "--learning-rates", "2^-7", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).tensors.map(({ name }: { name: string }) => name)).toEqual(["fc1.weight", "fc2.weight"]);
  });
});

describe.concurrent("a study that cannot be made ends with 2", () => {
  test.each<[string[], ...string[]]>([
    [["window", "--set", "numerics.format=fp8-e4m3"], "no parameter lsb", "fp8-e4m3", "the families lns, int"],
    [["window", "--lsb", "10-20"], "lists whole numbers", "10..22:2"],
    [["window", "--picture", "no-such-folder/x.svg"], "cannot be written"],
    [["update-errors", "--step", "4"], "without a trace there is no training", "--step"],
    [["update-errors", "--gammas", "2^-1"], "--gammas", "found: 0.5"],
  ])("%j", async (args, ...expected) => {
    const { code, stdout, stderr } = await numerics(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const part of expected) expect(stderr).toContain(part);
  });
});

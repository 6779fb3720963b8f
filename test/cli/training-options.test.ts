/** What a run can be asked for beside its result: seeds, checkpoints, diagnostics, tensors, pictures. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";
import { smallTrace } from "./small-trace.ts";

let folder: string;
let trace: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-options-"));
  trace = await smallTrace(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const small = (...args: string[]) => lnsim(["run", "--trace", trace, "--timing", "off", ...args]);
const json = async (...args: string[]) => JSON.parse((await small(...args, "--format", "json")).stdout);

test("several seeds give a run each, and their spread", async () => {
  const { seeds, testAccuracy, runs } = await json("--steps", "10", "--seeds", "1,2");
  const found = runs.map((run: { accuracy: { testAccuracy: number } }) => run.accuracy.testAccuracy);
  expect(seeds).toEqual([1, 2]);
  expect(found[0]).not.toBe(found[1]);
  expect(testAccuracy).toEqual({ mean: (found[0] + found[1]) / 2, lowest: Math.min(...found), highest: Math.max(...found) });
  const { stdout } = await small("--steps", "2", "--seeds", "3,4");
  expect(stdout).toMatch(/seed +test accuracy[^]*\n +3 [^]*\n +4 [^]*mean/);
});

test.each([["1,1"], ["one"], ["-1"]])("seeds %s are refused", async (seeds) => {
  const { code, stderr } = await small(`--seeds=${seeds}`);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--seeds") });
});

test("seeds keep their checkpoints and tensors apart", async () => {
  const [file, tensors] = [join(folder, "seeds.lncheck"), join(folder, "of-seeds")];
  const args = ["--steps", "4", "--seeds", "1,2"];
  const straight = await json(...args);
  const keeping = [...args, "--checkpoint", file, "--checkpoint-every", "2", "--dump", tensors, "--tensor", "fc1.weight"];
  await json(...keeping);
  expect([1, 2].map((seed) => existsSync(`${file}.seed-${seed}`))).toEqual([true, true]);
  const [one, two] = [1, 2].map((seed) => readFileSync(join(tensors, `seed-${seed}`, "1-fc1.weight.W.codes.npy")));
  expect(one.equals(two)).toBe(false);
  const accuracies = ({ runs }: { runs: { accuracy: unknown }[] }) => runs.map(({ accuracy }) => accuracy);
  expect(accuracies(await json(...keeping))).toEqual(accuracies(straight));
});

test.each([
  [["--tensor", "fc1.weight"], "--tensor would do nothing"],
  [["--histograms", "h"], "--histograms would do nothing"],
  [["--numerics", "off", "--diagnose", "1"], "--diagnose would do nothing"],
  [["--numerics", "off", "--checkpoint", "c"], "--checkpoint would do nothing"],
  [["--seeds", "1,2", "--picture", "-"], "--picture would do nothing"],
])("flags without effect are refused: %s", async (args, message) => {
  const { code, stderr } = await small("--steps", "2", ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
});

test.each([["1"], ["3"]])("a tensor that is not there is an error, in a run of %s steps", async (steps) => {
  const { code, stderr } = await small("--steps", steps, "--dump", join(folder, "none"), "--tensor", "fc1.wieght");
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/fc1\.wieght[^]*did you mean "fc1\.weight"/) });
});

describe("a checkpoint", () => {
  test("continues to the same end, to the bit", async () => {
    const file = join(folder, "half.lncheck");
    const args = ["--steps", "8", "--set", "numerics.updateRounding=stochastic"];
    const straight = await json(...args);
    await json(...args, "--checkpoint", file, "--checkpoint-every", "3");
    expect(existsSync(file)).toBe(true);
    const resumed = await json(...args, "--checkpoint", file);
    expect(resumed.accuracy).toEqual(straight.accuracy);
  });

  test("goes on to more steps, every field as if they had been asked for at once; a cosine is as long as the trace", async () => {
    const file = join(folder, "more.lncheck");
    const args = ["--set", "training.schedule=cosine", "--set", "numerics.updateRounding=stochastic", "--diagnose", "7"];
    const keeping = [...args, "--checkpoint", file];
    await json(...keeping, "--steps", "20");
    const { simulation: _, ...extended } = await json(...keeping, "--steps", "40");
    const { simulation: _too, ...atOnce } = await json(...args, "--steps", "40");
    expect(extended).toEqual(atOnce);
    expect([extended.accuracy.steps, extended.accuracy.losses.steps]).toEqual([40, [1, 40]]);
    const { code, stderr } = await small(...keeping, "--steps", "30");
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/gone further[^]*step 40[^]*at most 30[^]*--steps to 40/) });
  });

  test("of another training is refused, with the difference", async () => {
    const file = join(folder, "other.lncheck");
    await small("--steps", "4", "--checkpoint", file, "--checkpoint-every", "2");
    const { code, stderr } = await small("--steps", "4", "--seed", "9", "--checkpoint", file);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/keeps another training[^]*seed 1[^]*seed 9/) });
  });

  test("in a folder that is not there is refused before the training", async () => {
    const { code, stderr } = await small("--steps", "2", "--checkpoint", join(folder, "nowhere", "x.lncheck"));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("choose a folder that exists") });
  });

  test("that is damaged is refused", async () => {
    const file = join(folder, "damaged.lncheck");
    writeFileSync(file, "not a checkpoint");
    const { code, stderr } = await small("--steps", "2", "--checkpoint", file);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/the checkpoint is damaged[^]*damaged.lncheck[^]*not a checkpoint[^]*remove this one/) });
  });
});

test("diagnosed steps say what every tensor and product suffered", async () => {
  const { stdout } = await small("--steps", "3", "--diagnose", "2");
  expect(stdout).toMatch(/Quantizers in step 2[^]*fc1\.weight [^]*input [^]*fc2\.out\.grad [^]*Products in step 2[^]*fc1\.fprop [^]*fc2\.wgrad /);
  const { accuracy } = await json("--steps", "3", "--diagnose", "2");
  const [step] = accuracy.diagnostics;
  const weight = step.quantizers.find(({ tensor }: { tensor: string }) => tensor === "fc1.weight");
  expect(weight.histogram.reduce((sum: number, count: number) => sum + count, 0)).toBe(784 * 16);
  expect(weight.sqnrDb).toBeGreaterThan(25);
  const { code, stderr } = await small("--steps", "3", "--diagnose", "4");
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("1 to 3") });
});

test("histograms are drawn for the diagnosed steps", async () => {
  const pictures = join(folder, "histograms");
  await small("--steps", "2", "--diagnose", "1", "--histograms", pictures);
  expect(readdirSync(pictures)).toContain("1-fc1.weight.svg");
  expect(readFileSync(join(pictures, "1-fc1.weight.svg"), "utf8")).toMatch(/^<svg [^]*<\/svg>\n$/);
});

test("tensors are written as .npy files, values and codes", async () => {
  const tensors = join(folder, "tensors");
  await small("--steps", "2", "--dump", tensors, "--dump-steps", "2", "--tensor", "fc1.weight*");
  expect(readdirSync(tensors).toSorted()).toEqual([
    "2-fc1.weight.W.codes.npy",
    "2-fc1.weight.W.npy",
    "2-fc1.weight.grad.G.codes.npy",
    "2-fc1.weight.grad.G.npy",
    "2-fc1.weight.update.codes.npy",
    "2-fc1.weight.update.npy",
  ]);
  const bytes = readFileSync(join(tensors, "2-fc1.weight.W.codes.npy"));
  expect(bytes.toString("latin1")).toContain("'descr': '|u1', 'fortran_order': False, 'shape': (16, 784)");
  expect(bytes.length).toBe(128 + 16 * 784);
});

test("the loss is drawn as a file, or in the terminal", async () => {
  const file = join(folder, "loss.svg");
  await small("--steps", "4", "--picture", file);
  expect(readFileSync(file, "utf8")).toContain("recorded in FP32");
  const { stdout } = await small("--steps", "4", "--picture", "-");
  expect(stdout).toMatch(/Training loss, small[^]*[⠁-⣿]/);
});

test("any number of threads gives the same bits", async () => {
  const [one, two] = [await json("--steps", "6"), await json("--steps", "6", "--threads", "2")];
  expect(two.accuracy).toEqual(one.accuracy);
  const { code, stderr } = await small("--threads", "0");
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--threads") });
});

test("schedules and clipping change the training, and say so", async () => {
  const plain = await json("--steps", "4");
  const warm = await json("--steps", "4", "--set", "training.warmUpSteps=4", "--set", "training.schedule=cosine");
  const clipped = await json("--steps", "4", "--set", "training.clipNorm=0.001");
  expect(warm.machine.changes.map(({ path }: { path: string }) => path)).toEqual(["training.warmUpSteps", "training.schedule"]);
  expect(new Set([plain, warm, clipped].map(({ accuracy }) => accuracy.loss.at(-1))).size).toBe(3);
  expect(clipped.accuracy.loss.at(-1)).toBeGreaterThan(plain.accuracy.loss.at(-1));
});

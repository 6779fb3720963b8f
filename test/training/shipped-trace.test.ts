import { fileURLToPath } from "node:url";
import { withDefaults, type Optimizer } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createEngine } from "@lnsim/numerics";
import { adamPlugin } from "@lnsim/optimizer-adam";
import { findDatasetPackage, loadDataset, macs, openTrace, readCatalog } from "@lnsim/trace";
import { fullPrecision, redrawn, replay, sameDatapaths } from "@lnsim/training";
import { describe, expect, test } from "vitest";
import { lns, lns8Machine, madam } from "./machine-arithmetic.ts";

const traces = new URL("../../traces/", import.meta.url);
const catalog = readCatalog(fileURLToPath(new URL("catalog.json", traces)));
const engine = createEngine();
const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");

/** The optimizers that the recipes name. */
const optimizers: { readonly [id: string]: Optimizer } = {
  "madam:learningRate=0.0625": madam(0.0625),
  "adam:learningRate=0.003": adamPlugin.create(withDefaults(adamPlugin.parameters, { learningRate: 0.003 }), "adam:learningRate=0.003"),
};

function load(name: string) {
  const entry = catalog.find((each) => each.name === name)!;
  const trace = openTrace(entry.path);
  const { dataset, input, recipe } = trace.header;
  const { folder } = findDatasetPackage(dataset!.package, new URL("package.json", traces));
  return { entry, trace, optimizer: optimizers[recipe!.optimizer]!, data: loadDataset(folder, { reference: dataset!, input: input! }) };
}

test("the first trace of the catalog is the one that runs by default", () => {
  expect(catalog.map(({ name }) => name)).toEqual(["mnist-lenet", "mnist-mlp", "mnist-resnet", "char-transformer"]);
});

test("MACs of a step are those of the layers", () => {
  expect(macs(load("mnist-mlp").trace.header)).toEqual({ fprop: 128 * 234_752, dgrad: 128 * (256 * 128 + 1280), wgrad: 128 * 234_752 });
  expect(macs(load("mnist-lenet").trace.header)).toEqual({ fprop: 128 * 416_520, dgrad: 128 * 298_920, wgrad: 128 * 416_520 });
});

describe.each(catalog.map(({ name }) => name))("%s", (name) => {
  const { entry, trace, data, optimizer } = load(name);

  test("says how it was made", () => {
    expect(entry.made).toContain(trace.header.source.command);
    expect(trace.header).toMatchObject({ name, recipe: { optimizer: optimizer.id, seed: 1 } });
  });

  test("has the weights and batches of its seed, to the bit", () => {
    const again = redrawn(trace, data, 1);
    expect(again.parameters).toEqual(trace.parameters);
    const bytesOf = (epoch: Uint32Array): Buffer => Buffer.from(epoch.buffer, epoch.byteOffset, epoch.byteLength);
    expect(again.indices.every((epoch, i) => bytesOf(epoch).equals(bytesOf(trace.indices[i])))).toBe(true);
  });

  test("in full precision gives the recorded losses, to the bit", () => {
    const stop = { aborted: false };
    const onStep = ({ step }: { readonly step: number }): void => void (stop.aborted = step === 3);
    const { loss } = replay({ trace, data, engine, arithmetic: fullPrecision(binary32), optimizer, seed: 1, signal: stop, onStep });
    expect(loss).toEqual(trace.recorded!.loss.slice(0, 3));
  });
});

test("the first steps in LNS8 follow full precision closely, and the 24-bit accumulator loses no sum", () => {
  const { trace, data, optimizer } = load("mnist-mlp");
  const result = replay({ trace, data, engine, arithmetic: lns8Machine(), optimizer, seed: 1, steps: 4 });
  result.loss.forEach((loss, i) => expect(Math.abs(loss / trace.recorded!.loss[i] - 1), `step ${i + 1}`).toBeLessThan(0.02));
  expect(result.counts).toMatchObject({ steps: [1, 4], total: { saturations: 0, cutTerms: 0 } });
  expect(result.counts!.byPass.fprop.lostBits).toBeGreaterThan(0);
  expect(result.notes).toEqual([expect.stringContaining("secondMoment never shrinks")]);
  expect(result.testAccuracy).toBeGreaterThan(0.3);
});

test("fifty steps in LNS16, whose operands are converted before they are multiplied, end where full precision does", () => {
  const { trace, data, optimizer } = load("mnist-mlp");
  const format = lns(16);
  const { parameters, create } = format.datapath!;
  const datapaths = sameDatapaths(create(withDefaults(parameters)));
  const arithmetic = lns8Machine({ weights: format, activations: format, gradients: format, weightGradients: format, datapaths });
  const stop = { aborted: false };
  const onStep = ({ step }: { readonly step: number }): void => void (stop.aborted = step === 50);
  const { loss } = replay({ trace, data, engine, arithmetic, optimizer, seed: 1, signal: stop, onStep });
  const lastOf = (losses: Float64Array): number => losses.slice(40, 50).reduce((sum, each) => sum + each, 0) / 10;
  loss.slice(0, 5).forEach((each, i) => expect(Math.abs(each / trace.recorded!.loss[i] - 1), `step ${i + 1}`).toBeLessThan(0.005));
  expect(Math.abs(lastOf(loss) / lastOf(trace.recorded!.loss) - 1)).toBeLessThan(0.03);
  expect(lastOf(loss)).toBeLessThan(0.6);
});

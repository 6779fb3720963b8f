import { fileURLToPath } from "node:url";
import { withDefaults } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createEngine } from "@lnsim/numerics";
import { findDatasetPackage, loadDataset, macs, openTrace, readCatalog } from "@lnsim/trace";
import { draftTrace, fullPrecision, replay } from "@lnsim/training";
import { describe, expect, test } from "vitest";
import { lns8Machine, madam } from "./machine-arithmetic.ts";

const traces = new URL("../../traces/", import.meta.url);
const [entry] = readCatalog(fileURLToPath(new URL("catalog.json", traces)));
const trace = openTrace(entry.path);
const { header } = trace;
const dataset = findDatasetPackage(header.dataset!.package, new URL("package.json", traces));
const data = loadDataset(dataset.folder, { reference: header.dataset!, input: header.input! });
const engine = createEngine();
const optimizer = madam(0.0625);

test("the catalog's first trace is the one that runs by default", () => {
  expect(entry).toMatchObject({ name: "mnist-mlp", dataset: "mnist" });
  expect(entry.made).toContain(header.source.command);
  expect(header).toMatchObject({ name: "mnist-mlp", steps: 938, batchSize: 128, epochs: 2, recipe: { optimizer: "madam:learningRate=0.0625", seed: 1 } });
});

test("MACs of a step are those of the layers", () => {
  expect(macs(header)).toEqual({ fprop: 128 * 234_752, dgrad: 128 * (256 * 128 + 1280), wgrad: 128 * 234_752 });
});

test("weights and batches are drawn again from the seed, to the bit", () => {
  const hidden = header.model.slice(0, -1).flatMap((layer) => (layer.kind === "linear" ? [layer.outputs] : []));
  const { epochs, batchSize, recipe } = header;
  const draft = draftTrace({ hidden, data, dataset: { name: "mnist", package: dataset.name, version: dataset.version }, epochs, batchSize, seed: recipe!.seed, optimizer });
  expect(draft.header).toEqual(header);
  expect(draft.parameters).toEqual(trace.parameters);
  const bytesOf = (epoch: Uint32Array): Buffer => Buffer.from(epoch.buffer, epoch.byteOffset, epoch.byteLength);
  expect(draft.indices.map((epoch, i) => bytesOf(epoch).equals(bytesOf(trace.indices[i])))).toEqual([true, true]);
});

describe("the first steps", () => {
  const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");

  test("in full precision give the recorded losses, to the bit", () => {
    const { loss } = replay({ trace, data, engine, arithmetic: fullPrecision(binary32), optimizer, seed: 1, steps: 4 });
    expect(loss).toEqual(trace.recorded!.loss.slice(0, 4));
  });

  test("in LNS8 follow them closely, and the 24-bit accumulator loses no sum", () => {
    const result = replay({ trace, data, engine, arithmetic: lns8Machine(), optimizer, seed: 1, steps: 4 });
    result.loss.forEach((loss, i) => expect(Math.abs(loss / trace.recorded!.loss[i] - 1), `step ${i + 1}`).toBeLessThan(0.02));
    expect(result.counts).toMatchObject({ steps: [1, 4], total: { saturations: 0, cutTerms: 0 } });
    expect(result.counts!.total.terms).toBe(2 * Object.values(macs(header)).reduce((sum, count) => sum + count));
    expect(result.counts!.byPass.fprop.lostBits).toBeGreaterThan(0);
    expect(result.notes).toEqual([expect.stringContaining("secondMoment never shrinks")]);
    expect(result.testAccuracy).toBeGreaterThan(0.3);
  });
});

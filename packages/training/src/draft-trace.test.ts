import { createImageDataset, createTextDataset, decodeTrace, encodeTrace, ImageSamples, type Dataset, type NetworkName } from "@lnsim/trace";
import { expect, test } from "vitest";
import { plainSgd } from "./testing/plain-sgd.ts";
import { draftTrace } from "./draft-trace.ts";

const samples = (count: number): ImageSamples =>
  new ImageSamples(new Uint8Array(784 * count), Uint8Array.from({ length: count }, (_, i) => i % 10));
const images = createImageDataset({ kind: "image", features: 1, height: 28, width: 28 }, { train: samples(30), test: samples(10) }, { file: "00" });
const text = createTextDataset("the whale, the whale! ".repeat(200), { "a.txt": "00" }, { window: 64, path: "text" });

test.each<[NetworkName, Dataset, { steps: number; batches: readonly number[]; description: RegExp }]>([
  ["lenet", images, { steps: 4, batches: [20, 10], description: /^LeNet-5 on set: 2 epoch/ }],
  ["resnet", images, { steps: 4, batches: [20, 10], description: /^Residual network/ }],
  ["char-transformer", text, { steps: 6, batches: [20], description: /^Character transformer/ }],
])("a draft of %s is a trace that can be read back", (network, data, { steps, batches, description }) => {
  const dataset = { name: "set", package: "none", version: "none" };
  const draft = draftTrace({ network, data, dataset, epochs: 2, batchSize: 20, seed: 1, optimizer: plainSgd(0.5) });
  const recorded = { loss: new Float64Array(draft.header.steps), trainAccuracy: 0.5, testAccuracy: 0.5, testLoss: 0.5 };
  const { header, parameters, indices } = decodeTrace(encodeTrace({ ...draft, recorded }));
  expect({ header, parameters, indices, recorded: null }).toEqual(draft);
  expect(header).toMatchObject({ name: `set-${network}`, steps, description: expect.stringMatching(description) });
  expect(header.stepShapes.map(({ batch }) => batch)).toEqual(batches);
  expect(header.source.command).toMatch(new RegExp(`--model ${network} --dataset set .* --data FOLDER$`));
});

test("a name of its own and hidden layers are in the command", () => {
  const options = { data: images, dataset: { name: "set", package: "none", version: "none" }, epochs: 1, batchSize: 30, seed: 2, optimizer: plainSgd(0.5) };
  const { header } = draftTrace({ ...options, hidden: [8], name: "small" });
  expect(header.source.command).toMatch(/^lnsim trace record --model mlp .* --seed 2 --hidden 8 .* --name small$/);
  expect(draftTrace(options).header.source.command).not.toContain("--hidden");
});

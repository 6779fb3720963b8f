import { tensorsOf, type Op, type ScalePolicy } from "@lnsim/hardware";
import { issuedMacs, mlpModel, stepMacs, vectorInput, type LayerSpec } from "@lnsim/trace";
import { describe, expect, test } from "vitest";
import { images, lowered, networkStep, passesOf, stepOf } from "./lower-step.fixture.ts";

const named = (ops: readonly Op[], name: string) => ops.find((op) => op.name === name)!;

describe("a perceptron", () => {
  const step = stepOf(mlpModel([6, 5, 3]), vectorInput(6), 4);

  test("under current scales spills what has to wait for its scale, and quantises it in a pass behind", () => {
    const ops = lowered(step);
    expect(ops.map(({ name }) => name)).toEqual([
      "fc1.fprop", "fc1.fprop[quantise]", "fc2.fprop", "loss", "loss[quantise]", "fc2.dgrad", "fc2.dgrad[quantise]", "fc2.wgrad", "fc2.wgrad[quantise]",
      "fc1.wgrad", "fc1.wgrad[quantise]", "fc1.update", "fc2.update",
    ]);
    expect(named(ops, "fc1.fprop")).toMatchObject({ m: 5, n: 4, k: 6, activation: true, output: "spill", maximum: true, out: { name: "relu1.out.spill", storedAs: "spill", elements: 20 } });
    expect(named(ops, "fc1.fprop[quantise]")).toMatchObject({ elements: 20, reads: [{ name: "relu1.out.spill" }], writes: [{ name: "relu1.out", storedAs: "activations" }] });
    expect(named(ops, "fc2.dgrad")).toMatchObject({ activation: true, mask: { name: "relu1.out", storedAs: "activations", elements: 20 } });
    expect(named(ops, "fc1.update")).toMatchObject({ elements: 6 * 5 + 5, stateSlots: 1, parameter: "fc1.weight" });
    expect(passesOf(ops)[1]).toEqual(["loss", "loss maximum", ["fc2.out.spill"], ["fc2.out.grad.spill"]]);
  });

  test("under delayed scales quantises on the way", () => {
    const ops = lowered(step, "delayed");
    expect(ops.map(({ name }) => name)).toEqual(["fc1.fprop", "fc2.fprop", "loss", "fc2.dgrad", "fc2.wgrad", "fc1.wgrad", "fc1.update", "fc2.update"]);
    expect(named(ops, "fc1.fprop")).toMatchObject({ output: "codes", maximum: false, out: { name: "relu1.out", storedAs: "activations" } });
    expect(passesOf(ops)).toEqual([["loss", "loss quantise", ["fc2.out.spill"], ["fc2.out.grad"]]]);
  });

  test("without scales stores one form of everything", () => {
    const ops = lowered(step, "current", false);
    expect(passesOf(ops)).toEqual([["loss", "loss", ["fc2.out"], ["fc2.out.grad"]]]);
    expect(named(ops, "fc2.fprop")).toMatchObject({ output: "codes", out: { storedAs: "activations" } });
  });
});

test("LeNet pools in passes, and the largest element of a window masks the ReLU in front", () => {
  const pools = passesOf(lowered(networkStep("lenet"))).filter(([name]) => name.startsWith("pool1"));
  expect(pools).toEqual([
    ["pool1.fprop", "max-pool quantise", ["relu1.out.spill"], ["pool1.out", "pool1.argmax"]],
    ["pool1.dgrad", "max-pool-backward relu-backward quantise", ["pool1.out.grad.spill", "pool1.out", "pool1.argmax"], ["conv1.out.grad"]],
  ]);
  const pool = named(lowered(networkStep("lenet")), "pool1.fprop");
  expect(pool).toMatchObject({ elements: 2 * 6 * 28 * 28, writes: [{ elements: 2 * 6 * 14 * 14 }, { elements: 2 * 2 * 6 * 14 * 14, storedAs: "mask" }] });
});

describe("a residual network", () => {
  const ops = lowered(networkStep("resnet"));
  const passes = passesOf(ops);

  test("normalises, adds, activates and quantises on one trip, of both branches where there are two norms", () => {
    expect(passes).toContainEqual(["block1.conv2.norm.fprop", "batch-norm add relu quantise", ["block1.conv2.out.spill", "stem.relu.out.spill"], ["block1.relu2.out"]]);
    expect(passes).toContainEqual([
      "block2.conv2.norm.fprop", "batch-norm batch-norm add relu quantise", ["block2.conv2.out.spill", "block2.shortcut.out.spill"], ["block2.relu2.out"],
    ]);
  });

  test("stores what products and a residual sum read twice", () => {
    expect(passes).toContainEqual(["stem.norm.fprop", "batch-norm relu quantise", ["stem.out.spill"], ["stem.relu.out", "stem.relu.out.spill"]]);
  });

  test("sums statistics while the product in front drains", () => {
    expect(named(ops, "stem.fprop")).toMatchObject({ statistics: true });
    expect(named(ops, "fc.fprop")).toMatchObject({ statistics: false });
  });

  test("goes back through a norm in a reduction and an elementwise pass", () => {
    expect(passes.filter(([name]) => name.startsWith("block1.conv2.norm.dgrad"))).toEqual([
      [
        "block1.conv2.norm.dgrad[reduce]",
        "batch-norm-reduce",
        ["block1.add.out.grad.spill", "block1.conv2.out.spill"],
        ["block1.conv2.norm.sums", "block1.conv2.norm.weight.grad"],
      ],
      ["block1.conv2.norm.dgrad[apply]", "batch-norm-backward quantise", ["block1.add.out.grad.spill", "block1.conv2.out.spill", "block1.conv2.norm.sums"], ["block1.conv2.out.grad"]],
    ]);
  });

  test("has a product for every phase of a strided convolution, and zeros where no tap reaches", () => {
    expect(ops.filter(({ name }) => name.startsWith("block2.conv1.dgrad"))).toMatchObject([
      { name: "block2.conv1.dgrad[0]", m: 8, n: 2 * 49, k: 16, gather: { kernel: [1, 1], outputHeight: 7 } },
      { m: 8, n: 2 * 49, k: 32 },
      { m: 8, n: 2 * 49, k: 32 },
      { name: "block2.conv1.dgrad[3]", m: 8, n: 2 * 49, k: 64, gather: { kernel: [2, 2] } },
    ]);
    const zeros = named(ops, "block2.shortcut.dgrad[zero]");
    expect(zeros).toMatchObject({ elements: (3 / 4) * 2 * 8 * 14 * 14, reads: [], writes: [{ name: "block1.relu2.out.grad.block2.shortcut.spill" }] });
  });
});

describe("a transformer", () => {
  const ops = lowered(networkStep("char-transformer"));
  const passes = passesOf(ops);

  test("asks for the products of all heads at once", () => {
    expect(named(ops, "block1.attention.scores.fprop")).toMatchObject({ m: 8, n: 8, k: 16, count: 2 * 4, a: { storedAs: "activations" }, b: { name: "block1.qkv.out" } });
  });

  test("reads the probabilities as codes when it goes back through the softmax", () => {
    const softmax = passes.filter(([name]) => name.startsWith("block1.attention.softmax"));
    expect(softmax[0]!.slice(1)).toEqual(["softmax quantise", ["block1.attention.scores.spill"], ["block1.attention.probabilities"]]);
    expect(softmax[1]!.slice(1)).toEqual(["softmax-backward quantise", ["block1.attention.probabilities.grad.spill", "block1.attention.probabilities"], ["block1.attention.scores.grad"]]);
  });

  test("quantises what three products leave thirds of behind the last of them, once", () => {
    const [pass, ...others] = ops.filter((op) => op.kind === "vector" && op.writes.some(({ name }) => name === "block1.qkv.out.grad"));
    expect(others).toEqual([]);
    expect(pass!.after.map((id) => ops[id]!.name)).toEqual(["block1.attention.context.wgrad", "block1.attention.scores.dgrad", "block1.attention.scores.wgrad"]);
  });

  test("gathers from its table, adds positions and sums statistics on one trip, and scatters back into the table", () => {
    expect(passes[0]).toEqual(["embedding.fprop", "embedding position statistics", ["input", "embedding.weight", "position.weight"], ["position.out.spill"]]);
    expect(passes.filter(([name]) => name.startsWith("embedding.dgrad"))).toEqual([
      ["embedding.dgrad", "embedding-backward maximum", ["position.out.grad.spill", "embedding.weight.grad.spill"], ["embedding.weight.grad.spill"]],
      ["embedding.dgrad[quantise]", "quantise", ["embedding.weight.grad.spill"], ["embedding.weight.grad"]],
    ]);
  });
});

describe("layers that no shipped network has", () => {
  const conv = (name: string, from: string): LayerSpec => ({
    kind: "conv2d", name, from: [from], inputs: 1, outputs: 1, kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1, bias: false,
  });
  const add = (name: string, ...from: string[]): LayerSpec => ({ kind: "add", name, from });
  const relu = (name: string, from: string): LayerSpec => ({ kind: "relu", name, from: [from] });

  test("a gradient of four readers is summed three tensors at a time", () => {
    const readers = ["b", "c", "d", "e"];
    const model = [conv("a", "input"), relu("r", "a"), ...readers.map((name) => conv(name, "r")), add("bc", "b", "c"), add("de", "d", "e"), add("all", "bc", "de")];
    const sums = passesOf(lowered(stepOf(model, images))).filter(([name]) => name.startsWith("r.sum"));
    expect(sums.map(([name, operations, reads]) => [name, operations, reads.length])).toEqual([
      ["r.sum.dgrad[sum]", "add add", 3],
      ["r.sum.dgrad", "add", 2],
    ]);
  });

  test("a norm of the input sums its statistics in a pass of its own, and learns without passing a gradient on", () => {
    const norm: LayerSpec = { kind: "batch-norm", name: "n", from: ["input"], features: 1, epsilon: 1e-5, momentum: 0.1, affine: true };
    const passes = passesOf(lowered(stepOf([norm, conv("a", "n")], images)));
    expect(passes.slice(0, 2).map(([name, operations]) => [name, operations])).toEqual([["n.fprop[statistics]", "statistics"], ["n.fprop", "batch-norm quantise"]]);
    expect(passes.filter(([name]) => name.startsWith("n.dgrad")).map(([name]) => name)).toEqual(["n.dgrad[reduce]"]);
  });

  test("dropout keeps no mask", () => {
    const dropout: LayerSpec = { kind: "dropout", name: "d", from: ["a"], probability: 0.5 };
    const passes = passesOf(lowered(stepOf([conv("a", "input"), dropout, conv("b", "d")], images))).filter(([name]) => name.startsWith("d."));
    expect(passes).toEqual([
      ["d.fprop", "dropout quantise", ["a.out.spill"], ["d.out"]],
      ["d.dgrad", "dropout-backward quantise", ["d.out.grad.spill"], ["a.out.grad"]],
    ]);
  });
});

const networks = (["mlp", "lenet", "resnet", "char-transformer"] as const).flatMap((name) =>
  (["current", "delayed", "oracle"] as const).flatMap((policy) => [true, false].map((scaled) => [name, policy, scaled] as const)),
);

describe.each(networks)("a step of %s under %s scales, scaled: %s", (name, policy: ScalePolicy, scaled) => {
  const step = networkStep(name);
  const ops = lowered(step, policy, scaled);

  test("stands in order and issues all products", () => {
    expect(ops.map(({ id }) => id)).toEqual(ops.map((_op, i) => i));
    for (const { id, after } of ops) expect(Math.max(-1, ...after)).toBeLessThan(id);
    const macs = ops.reduce((sum, op) => sum + (op.kind === "gemm" ? op.m * op.n * op.k * (op.count ?? 1) : 0), 0);
    const { fprop, dgrad, wgrad } = stepMacs(step.shape, issuedMacs);
    expect(macs).toBe(fprop + dgrad + wgrad);
  });

  test("leaves nothing of the trace out", () => {
    const done = new Map<string, number>();
    const count = (key: string, by = 1) => done.set(key, (done.get(key) ?? 0) + by);
    for (const op of ops) {
      if (op.kind === "vector") for (const { operation } of op.stages) count(operation);
      else if (op.kind === "gemm" && op.activation === true) count(op.pass === "dgrad" ? "relu-backward" : "relu");
    }
    for (const op of step.shape.ops) {
      if (op.gemms !== undefined || op.pass === "update" || op.operator === "flatten") continue;
      const key = op.operator === "loss" || op.operator === "add" || op.pass === "fprop" ? op.operator : `${op.operator}-backward`;
      count(key, op.operator === "add" ? 1 - op.reads.length : -1);
    }
    const rest = [...done].filter(([key, left]) => left !== 0 && !["quantise", "maximum", "statistics", "zero"].includes(key) && !key.endsWith("-reduce"));
    expect(rest).toEqual([]);
  });

  test("stores every tensor in one way, and reads what has been written or was there, waiting for whoever wrote it", () => {
    const storedAs = new Map<string, string>();
    const writers = new Map<string, number[]>();
    const known = new Map<number, ReadonlySet<number>>();
    const outside = /^input$|\.(weight|bias)$|\.update$|\.state$/;
    for (const op of ops) {
      known.set(op.id, new Set(op.after.flatMap((id) => [id, ...known.get(id)!])));
      const { reads, writes } = tensorsOf(op);
      for (const use of [...reads, ...writes]) expect(storedAs.set(use.name, storedAs.get(use.name) ?? use.storedAs).get(use.name), use.name).toBe(use.storedAs);
      for (const { name } of reads) {
        const isOwn = writes.some((use) => use.name === name);
        if (!writers.has(name) && !isOwn) expect(name, op.name).toMatch(outside);
        for (const writer of writers.get(name) ?? []) expect([...known.get(op.id)!], `${op.name} reads ${name}`).toContain(writer);
      }
      if (op.kind !== "update") for (const { name } of writes) writers.set(name, [...(writers.get(name) ?? []), op.id]);
    }
  });

  test("writes no tensor twice: parts of a result are products of their own, and zeros", () => {
    const whole = new Map<string, number>();
    for (const op of ops) if (op.kind === "vector" && op.stages[0]!.operation !== "zero") for (const { name } of op.writes) whole.set(name, (whole.get(name) ?? 0) + 1);
    for (const [tensor, times] of whole) expect(times, tensor).toBe(1);
    for (const op of ops) if (op.kind === "gemm") expect(whole.has(op.out!.name), op.name).toBe(false);
  });

  test("waits: nothing but what only needs what was there is free to start", () => {
    const free = ops.filter(({ after, name }) => after.length === 0 && !name.endsWith("[zero]"));
    expect(free.map(({ id }) => id)).toEqual([0]);
  });
});

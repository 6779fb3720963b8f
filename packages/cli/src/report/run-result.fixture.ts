import type { RunResult } from "@lnsim/simulator";

type Cycles = NonNullable<RunResult["cycles"]>;
type OpCycles = Cycles["byOp"][number];
type PassCycles = Cycles["byPass"][string];

const hash = "3fdfd640fbf75a4367fd192c67ec12fa542c2489c7a981c87e1adac7a3185b79";

/** What is not work, a stall or a term that is stated is idle or compute. */
function pass(cycles: number, macs: number, changes: Partial<PassCycles>): PassCycles {
  const work = Math.ceil(macs / 1000);
  const { stalls = {}, terms = {} } = changes;
  const sum = (counts: { readonly [name: string]: number }): number => Object.values(counts).reduce((a, b) => a + b, 0);
  return {
    cycles,
    macs,
    issuedSlots: work * 1024,
    utilisation: macs / (cycles * 1024),
    work,
    stalls,
    idle: cycles - work - sum(stalls),
    bound: "compute",
    ...changes,
    terms: { ...terms, ...(work > 0 && { compute: cycles - sum(terms) }) },
  };
}

const byPass: Cycles["byPass"] = {
  fprop: pass(33_124, 30_048_256, { stalls: { memory: 1_204, drain: 312 }, terms: { "memory fill": 48, fill: 66, "drain tail": 18 } }),
  loss: pass(512, 0, { stalls: { dependency: 512 }, bound: "PPU", terms: { PPU: 512 } }),
  dgrad: pass(4_672, 4_358_144, { stalls: { "A port": 210 }, terms: { fill: 44, requantise: 1_584, overlap: -107 } }),
  wgrad: pass(31_002, 30_048_256, { terms: { fill: 66, "A port": 96 } }),
  update: pass(7_360, 0, { bound: "update", terms: { "memory fill": 11, update: 7_349 } }),
};

/** An operation of `cycles` cycles; what is not stated is nothing. */
export function op(name: string, cycles: number, macs: number, changes: Partial<OpCycles> = {}): OpCycles {
  return {
    name,
    pass: name.split(".").at(-1)!,
    ...pass(cycles, macs, {}),
    lowerBound: { cycles: Math.ceil(macs / 1024), by: "multiply-accumulates" },
    gemms: macs === 0 ? [] : [{ m: 1, n: 1, k: macs, count: 1 }],
    closedForm: cycles,
    traffic: { memory: { readBytes: 4 * cycles, writeBytes: cycles }, bufferA: { readBytes: 1, writeBytes: 1 } },
    ...changes,
  };
}

const byOp: readonly OpCycles[] = [
  op("fc1.fprop", 28_000, 25_690_112),
  op("fc2.fprop", 5_124, 4_194_304, { bound: "A port" }),
  op("loss", 512, 0, { bound: "PPU", lowerBound: { cycles: 450, by: "PPU" } }),
  op("fc1.dgrad", 4_672, 4_358_144),
  op("fc1.wgrad", 31_002, 30_048_256),
  op("fc1.weight.update", 7_360, 0, { pass: "update", bound: "memory", lowerBound: { cycles: 7_000, by: "bytes read" } }),
];

/** A result with every part filled in; the figures are made up. */
export const fullResult: RunResult = {
  schema: 3,
  machine: {
    name: "lns-madam",
    hash,
    changes: [{ path: "numerics.datapath.lut", from: 8, to: 4 }],
    formats: {
      weights: { id: "lns", name: "lns8", bits: 8 },
      activations: { id: "lns", name: "lns8", bits: 8 },
      gradients: { id: "lns", name: "lns8", bits: 8 },
      weightGradients: { id: "lns", name: "lns8", bits: 8 },
      update: { id: "lns:bits=16,gamma=2048", name: "lns16", bits: 16 },
      spill: { id: "float:fractionBits=7", name: "bf16", bits: 16 },
      state: { id: "float:fractionBits=7", name: "bf16", bits: 16 },
    },
    datapath: "remainder bins, LUT 4 of 8, F = 8, 24-bit accumulator with LSB 2^16, half up, full guard bits, saturating",
    backwardDatapath: null,
    mapping: null,
  },
  trace: { name: "mnist-mlp", hash, kind: "value", input: "image", batchSize: 128, steps: 938, replayed: [{ batch: 128, count: 936 }, { batch: 96, count: 2 }], passes: null },
  cycles: {
    total: 71_890_123,
    perStep: 76_670,
    lowerBound: { cycles: 62_944, by: "multiply-accumulates" },
    peak: { macsPerCycle: 1024, memoryBytesPerCycle: 128 },
    byPass,
    byOp,
    byBlock: [],
    byStepShape: [
      { batch: 128, count: 936, cycles: 76_670, macs: 64_454_656 },
      { batch: 96, count: 2, cycles: 63_501, macs: 48_340_992 },
    ],
  },
  cyclesReason: null,
  traffic: {
    memory: { readBytes: 3_456_789, writeBytes: 1_234_567, parts: { memoryToA: 2_000_000, memoryToB: 1_456_789 } },
    bufferA: { readBytes: 2_097_152, writeBytes: 1_048_576, parts: {} },
    bufferB: { readBytes: 2_097_152, writeBytes: 524_288, parts: {} },
  },
  memory: [{ level: "memory", bytes: 1_234_567, capacityBytes: null, at: "fc1.wgrad", tensors: [{ name: "fc1.weight", bytes: 100_352 }] }],
  values: null,
  stash: null,
  compat: null,
  energy: {
    totalPj: 3.456e9,
    dynamicPj: { low: 2.345e9, high: 3.1e9 },
    staticPj: 3.56e8,
    byBlock: [
      { block: "vectorMac", dynamicPj: { low: 1.9e9, high: 2.6e9 }, staticPj: 3.2e8 },
      { block: "bufferA", dynamicPj: { low: 2.2e8, high: 2.2e8 }, staticPj: 3.6e7 },
      { block: "ppu", dynamicPj: { low: 2.25e8, high: 2.8e8 }, staticPj: null },
    ],
    byPass: { fprop: { low: 1e9, high: 1.3e9 }, dgrad: { low: 2e8, high: 3e8 }, wgrad: { low: 1.1e9, high: 1.45e9 }, update: { low: 4.5e7, high: 5e7 } },
    node: { table: "nangate45", nodeNm: 45, vdd: 1.1 },
    clock: { periodNs: 6.7, reasoning: "the delay of the unpipelined lane" },
    seconds: 0.4817,
    windows: { record: "lns8_bin4", terms: 32, semantics: "one adder tree for each of 4 remainders", pricedBits: 16, simulatedBits: 31, pricedAccumulatorBits: 24, simulatedAccumulatorBits: 24, note: "the priced datapath keeps 16 bits of a shifted term, the simulated one 31 bits" },
    provenance: [
      {
        block: "vectorMac", action: "dot", passes: ["fprop"], unit: "dot product of one lane", count: 1e9, pricePj: { low: 1.9, high: 2.6 },
        energyPj: { low: 1.9e9, high: 2.6e9 }, kind: "synthesised", nodeNm: 45, vdd: 1.1, sources: ["own gate-level study on the Nangate 45 nm library"],
      },
      {
        block: "bufferA", action: "read", passes: ["fprop"], unit: "access", count: 1e7, pricePj: { low: 22, high: 22 },
        energyPj: { low: 2.2e8, high: 2.2e8 }, kind: "cacti", nodeNm: 45, vdd: 1.1, sources: ["CACTI 7, 45 nm high-performance cells"],
      },
      {
        block: "ppu", action: "quantise", passes: ["fprop"], unit: "element", count: 1e8, pricePj: { low: 2.25, high: 2.8 },
        energyPj: { low: 2.25e8, high: 2.8e8 }, kind: "assumed", nodeNm: 45, vdd: 1.1, sources: ["published 45 nm operations, scaled"], reasoning: "a multiply and a compare",
      },
    ],
    unpriced: [
      { block: "memory", action: "readBytes", unit: "byte", count: 1e9, reason: "the ideal memory has no technology" },
      { block: "vectorMac", action: "shift", unit: "term", count: 1e9, reason: "a stage of the lane", includedIn: "vectorMac.dot" },
    ],
  },
  energyReason: null,
  area: { totalUm2: 5_432_100, byBlock: [{ block: "vectorMac", areaUm2: 5_000_000 }, { block: "bufferA", areaUm2: 432_100 }], unsized: ["ppu"] },
  accuracy: {
    steps: 938,
    loss: [2.31, 0.1234],
    trainAccuracy: 0.9712,
    testAccuracy: 0.9633,
    testLoss: 0.1298,
    optimizer: "madam:learningRate=0.0625",
    weightClamp: 10,
    losses: { steps: [1, 938], terms: 128_909_312, vectors: 4_028_416, cutTerms: 0, lostBits: 3_456_789, saturations: 120, maxMagnitude: 8_388_607 },
    clamps: 0,
    diagnostics: [],
    reference: { steps: 938, optimizer: "madam:learningRate=0.0625", loss: [0.1311], trainAccuracy: 0.9698, testAccuracy: 0.962, testLoss: 0.1302 },
  },
  accuracyReason: null,
  notes: ["trained by plain SGD at rate 0.1, off the update grid: fc1.bias, fc2.bias, fc3.bias"],
  simulation: {
    wallSeconds: 31.4, events: 123_456, cyclesPerSecond: 2.4e8, fastForwardedCycles: 101_234, exact: "skip", skipped: { loops: 101_234 }, steppedFor: {}, stepsPerSecond: 31.2, seed: 1, version: "0.1.0",
  },
};

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { machines, steps } from "../testing/arbitraries.ts";
import { buildPe } from "../machine/build-pe.ts";
import { describePe, type PeOptions } from "../../description/description.ts";
import { lowerProgram } from "../machine/program.ts";
import type { GemmOp, Op, VectorOp } from "../../workload/operation.ts";
import { simulateStep } from "./simulate-step.ts";
import type { MacActivity } from "./timing.ts";

const gemm = (more: Partial<GemmOp> = {}): GemmOp => ({ id: 0, name: "gemm", kind: "gemm", pass: "fprop", m: 64, n: 40, k: 96, after: [], ...more });
const spilled = (name: string, elements: number) => ({ name, elements, storedAs: "spill" as const });
const lossOf = (elements: number): VectorOp => ({
  id: 0,
  name: "loss",
  kind: "vector",
  pass: "loss",
  stages: [{ operation: "loss", elements }],
  elements,
  reads: [spilled("logits", elements)],
  writes: [spilled("logits.grad", elements)],
  after: [],
});
const cyclesOf = (options: PeOptions, ops: readonly Op[]) => simulateStep(describePe(options), ops, { exact: "burst" }).cycles;
const total = ({ workCycles, stallCycles, idleCycles }: MacActivity) => workCycles + idleCycles + Object.values(stallCycles).reduce((sum, n) => sum + n, 0);

describe("every latency is tight: one cycle more is one cycle more", () => {
  const update: Op = { id: 0, name: "update", kind: "update", pass: "update", elements: 1000, after: [] };
  const loss = lossOf(100);
  test.each<[string, Op, (latencyCycles: number) => PeOptions]>([
    ["vectorMac.latencyCycles", gemm(), (latencyCycles) => ({ vectorMac: { latencyCycles } })],
    ["ppu.latencyCycles at the drain", gemm(), (latencyCycles) => ({ ppu: { latencyCycles } })],
    ["ppu.latencyCycles in a pass", loss, (latencyCycles) => ({ ppu: { latencyCycles } })],
    ["memory.latencyCycles", gemm(), (latencyCycles) => ({ memory: { latencyCycles } })],
    ["update.latencyCycles", update, (latencyCycles) => ({ update: { latencyCycles } })],
  ])("%s", (_, op, options) => {
    for (const latency of [2, 3, 4, 9, 10]) expect(cyclesOf(options(latency + 1), [op]) - cyclesOf(options(latency), [op])).toBe(1);
  });

  test("vectorMac.accumulateLatencyCycles counts only beyond the rest of a slot, once per slot, as hazard", () => {
    const narrow = gemm({ m: 32, n: 4, k: 320, output: "spill" });
    const run = (accumulateLatencyCycles: number) => simulateStep(describePe({ vectorMac: { accumulateLatencyCycles } }), [narrow], { exact: "burst" });
    expect(run(16).cycles).toBe(run(1).cycles);
    expect(run(17).cycles).toBe(run(1).cycles + 10);
    expect(run(17).ops[0]!.activity.stallCycles).toMatchObject({ hazard: 130 });
    expect(run(16).ops[0]!.activity.stallCycles).toMatchObject({ "A port": 120 });
  });

  test("a serial drain adds latency and columns for every tile but the last", () => {
    const serial = cyclesOf({ collector: { drain: "serial" } }, [gemm()]);
    expect(serial - cyclesOf({}, [gemm()])).toBe(6 * 6 - 6 + (2 * (16 + 16 + 8) - 8));
  });

  test("a PPU half as wide holds the collector back", () => {
    const op = gemm({ m: 256, n: 64, k: 32, output: "spill" });
    const [timing] = simulateStep(describePe({ ppu: { width: 16 } }), [op], { exact: "burst" }).ops;
    expect(timing!.activity.stallCycles.drain).toBeGreaterThan(400);
    expect(timing!.boundBy).toBe("compute");
    expect(simulateStep(describePe({ ppu: { width: 8 } }), [op], { exact: "burst" }).ops[0]!.boundBy).toBe("drain");
  });
});

describe("ops", () => {
  const chain: readonly Op[] = [gemm(), gemm({ id: 1, name: "next", m: 40, n: 40, k: 64, after: [0] })];
  const independent: readonly Op[] = [gemm(), gemm({ id: 1, name: "next", m: 40, n: 40, k: 64 })];

  test("prefetch hides what does not depend on the op before, serial nothing", () => {
    const serial = { sequencer: { overlap: "serial" } } as const;
    expect(cyclesOf(serial, independent)).toBe(cyclesOf(serial, chain));
    expect(cyclesOf({}, chain)).toBe(cyclesOf(serial, chain));
    expect(cyclesOf({}, independent)).toBeLessThan(cyclesOf(serial, independent) - 40);
  });

  test("a pass holds up who needs it, and nobody else", () => {
    const pass: Op = { ...lossOf(20_000), id: 1, after: [0] };
    const product = (after: readonly number[]) => gemm({ id: 2, m: 32, n: 16, k: 3200, after });
    const alone = cyclesOf({}, [gemm()]) + cyclesOf({}, [{ ...pass, after: [] }]);
    expect(cyclesOf({}, [gemm(), pass])).toBe(alone);
    expect(cyclesOf({}, [gemm(), pass, product([1])])).toBe(alone + cyclesOf({}, [product([])]));
    expect(cyclesOf({}, [gemm(), pass, product([0])])).toBeLessThan(alone + 60);
  });

  test("an update works beside matrix products that do not need it", () => {
    const update: Op = { id: 0, name: "update", kind: "update", pass: "update", elements: 4000, after: [] };
    const product = gemm({ id: 1, m: 320, n: 16, k: 320 });
    const unit = { update: { elementsPerCycle: 4 } } as const;
    const alone = cyclesOf(unit, [update]) + cyclesOf(unit, [product]);
    expect(cyclesOf(unit, [update, product])).toBeLessThan(alone - 900);
    expect(cyclesOf(unit, [update, { ...product, after: [0] }])).toBe(alone);
  });

  test("what a matrix product waits for is not a wait of the update that retires before it", () => {
    const update: Op = { id: 0, name: "update", kind: "update", pass: "update", elements: 20_000, after: [] };
    const product = gemm({ id: 1, m: 1024, n: 64, k: 32 });
    const [first] = simulateStep(describePe({ memory: { writeBytesPerCycle: 16 } }), [update, product], { exact: "burst" }).ops;
    expect(first!.activity.stallCycles.drain).toBeGreaterThan(1000);
    expect(first!.terms.map(({ name }) => name)).not.toContain("drain wait");
  });

  test("their cycles, terms and activities add up, whatever the machine", () => {
    const cases = machines(false).chain((description) => fc.tuple(fc.constant(description), steps(description)));
    fc.assert(
      fc.property(cases, ([description, ops]) => {
        const timing = simulateStep(description, ops, { exact: "burst" });
        expect(timing.ops.reduce((sum, op) => sum + op.cycles, 0)).toBe(timing.cycles);
        for (const op of timing.ops) {
          expect(op.terms.reduce((sum, term) => sum + term.cycles, 0)).toBe(op.cycles);
          expect(total(op.activity)).toBe(op.cycles);
        }
        for (const { activities } of timing.blocks) expect(activities.reduce((sum, { cycles }) => sum + cycles, 0)).toBe(timing.cycles);
      }),
      { seed: 41, numRuns: 60 },
    );
  });

  test("every lane of every cycle of a matrix product under way forms a dot product or is counted idle, whatever the machine", () => {
    const cases = machines(false).chain((description) => fc.tuple(fc.constant(description), steps(description)));
    fc.assert(
      fc.property(cases, ([description, ops]) => {
        const { actions, passes } = simulateStep(description, ops, { exact: "skip" });
        const counted = actions.filter(({ action }) => action === "dot" || action === "idleLane").reduce((sum, { count }) => sum + count, 0);
        const underWay = ({ workCycles, stallCycles: { dependency = 0, ...stalls } }: MacActivity) => total({ workCycles, stallCycles: stalls, idleCycles: 0 });
        expect(counted).toBe(description.pe.lanes * passes.reduce((sum, { activity }) => sum + underWay(activity), 0));
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  test("a result leaves as codes or in the spill format, and its pass behind counts apart", () => {
    const traffic = (ops: readonly Op[], options: PeOptions = {}) => simulateStep(describePe(options), ops, { exact: "burst" }).traffic;
    const size = 64 * 40;
    const quantise: VectorOp = {
      ...lossOf(size),
      id: 1,
      pass: "fprop",
      stages: [{ operation: "quantise", elements: size }],
      reads: [spilled("out", size)],
      writes: [{ name: "codes", elements: size, storedAs: "activations" }],
      after: [0],
    };
    expect(traffic([gemm()])).toMatchObject({ ppuToMemory: size, spillWrite: 0, requantiseRead: 0 });
    expect(traffic([gemm({ output: "spill" }), quantise])).toMatchObject({ ppuToMemory: 0, spillWrite: 2 * size, requantiseRead: 2 * size, requantiseWrite: size });
    expect(traffic([lossOf(size)])).toMatchObject({ requantiseRead: 0, passRead: 2 * size, passWrite: 2 * size });
    const fp32 = { bits: 32, scaled: false };
    expect(traffic([gemm()], { formats: { activations: fp32, weights: fp32 } })).toMatchObject({ spillWrite: 0, ppuToMemory: 4 * size });
  });

  test("products of one op run one after the other, and what waits for the op waits for all", () => {
    const heads = gemm({ count: 3, name: "scores" });
    const { ops, cycles } = simulateStep(describePe(), [heads, gemm({ id: 7, name: "next", after: [0] })], { exact: "burst" });
    expect(ops.map(({ op }) => [op.id, op.name, op.after])).toEqual([[0, "scores[0]", []], [1, "scores[1]", []], [2, "scores[2]", []], [3, "next", [0, 1, 2]]]);
    const single = [0, 1, 2].map((id) => gemm({ id, name: `scores[${id}]` }));
    expect(simulateStep(describePe(), [...single, gemm({ id: 3, name: "next", after: [0, 1, 2] })], { exact: "burst" }).cycles).toBe(cycles);
  });

  test("dgrad through a non-linearity reads an activation per result, and draws it in time", () => {
    const through = { ...gemm({ m: 256, n: 128, k: 128 }), pass: "dgrad", activation: true } as const;
    const masked = simulateStep(describePe(), [through], { exact: "burst" });
    expect(masked.traffic.maskRead).toBe(256 * 128);
    expect(masked.cycles).toBe(cyclesOf({}, [{ ...through, activation: false }]));
    expect(simulateStep(describePe(), [{ ...through, pass: "fprop" }], { exact: "burst" }).traffic.maskRead).toBe(0);
  });

  test("a slice of binary32 takes the port of buffer A 64 cycles", () => {
    const fp32 = { bits: 32, scaled: false };
    const timing = simulateStep(describePe({ formats: { activations: fp32, weights: fp32 } }), [gemm({ m: 32, n: 16, k: 3200 })], { exact: "burst" });
    expect(timing.ops[0]!.boundBy).toBe("A port");
    expect(timing.ops[0]!.activity).toMatchObject({ workCycles: 1600, stallCycles: { "A port": 4800 } });
  });

  test("a port of one bit takes a cycle per bit of the largest slice, which needs no memory of its size", () => {
    const buffer = { sizeBytes: 2 ** 24, portBits: 1 };
    const description = describePe({ pe: { lanes: 1024, vectorSize: 1024 }, bufferA: buffer, bufferB: { sizeBytes: 2 ** 24 } });
    const op = gemm({ m: 1024, n: 16, k: 2048 });
    const [timing] = simulateStep(description, [op], { exact: "burst" }).ops;
    expect(timing!.terms).toContainEqual({ name: "A port", cycles: 2 * (8 * 1024 * 1024 - 16) });
    const { kernel } = buildPe(description, lowerProgram(description, [op]), { exact: "burst" });
    expect(kernel.snapshot().arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(2 ** 20);
  });

  test("an update moves five bytes a parameter each way, and weights rounded on load are read twice as wide", () => {
    const update: Op = { id: 0, name: "update", kind: "update", pass: "update", elements: 1280, after: [] };
    const step = [update, gemm({ id: 1 })];
    expect(simulateStep(describePe(), step, { exact: "burst" }).traffic).toMatchObject({ updateRead: 6400, updateWrite: 6400, memoryToA: 64 * 96 });
    const onLoad = describePe({ update: { weightView: "rounded-on-load" } });
    expect(simulateStep(onLoad, step, { exact: "burst" }).traffic).toMatchObject({ updateRead: 6400, updateWrite: 5120, memoryToA: 2 * 64 * 96 });
  });

  test("nothing to do takes no time", () => expect(simulateStep(describePe(), [], { exact: "skip" }).cycles).toBe(0));
});

describe("what makes no sense is refused", () => {
  const refused = (options: PeOptions, ops: readonly Op[], details: object) =>
    expect(() => simulateStep(describePe(options), ops, { exact: "burst" })).toThrow(expect.objectContaining(details));

  test("a size that is no positive integer", () => refused({}, [gemm({ k: 0 })], { code: "invalid-value", path: "ops[0].k", found: "0" }));
  test("a step whose work cannot be counted exactly", () => {
    const large = { m: 2 ** 20, n: 2 ** 20, k: 2 ** 11 };
    refused({}, [gemm(large), gemm({ ...large, id: 1, k: 2 ** 11 + 1 })], { code: "invalid-value", path: "ops[1]" });
  });
  test("a repeated id", () => refused({}, [gemm(), gemm()], { code: "invalid-value", path: "ops[1].id" }));
  test("a dependency on a later op", () => refused({}, [gemm({ after: [1] })], { path: "ops[0].after", found: "1" }));
  test("a buffer that holds less than two slices", () =>
    refused({ bufferA: { sizeBytes: 2047 } }, [gemm()], { code: "invalid-combination", path: "bufferA.sizeBytes" }));
  test("a dataflow that a single PE does not have", () => refused({ dataflow: "ws" }, [gemm()], { code: "invalid-combination", path: "dataflow" }));
  test("a PPU without room for a tile", () => refused({ ppu: { stagingRows: 15 } }, [gemm()], { path: "ppu.stagingRows" }));
});

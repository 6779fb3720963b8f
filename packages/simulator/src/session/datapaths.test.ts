/** What is shown of a datapath, cycle by cycle, is what the machine computes, to the bit. */
import { machineDatapath, machineValues, type ExplainedLane, type GemmOp, type Op } from "@lnsim/hardware";
import { expect, test } from "vitest";
import { resolveArithmetic } from "../run/resolve-arithmetic.ts";
import { openStep } from "../run/timing.ts";
import { formatsOf } from "../values/check-step.ts";
import { operandMaxima } from "../values/check-values.ts";
import { randomOperand } from "../values/random-operand.ts";
import type { DatapathState, ProductState, UpdateState } from "./datapath-state.ts";
import { openSession } from "./open-session.ts";
import { prepareStep } from "./prepare-step.ts";

const small = ["pe.lanes=4", "pe.vectorSize=8", "collector.depth=4"];
const grid = [...small, "grid.rows=2", "grid.columns=2", "globalBuffer.bankBytes=32"];

/** All that datapaths do in a step. */
async function statesOf(machine: string, trace: string, set: readonly string[]): Promise<{ readonly states: readonly DatapathState[]; readonly ops: readonly Op[]; readonly outputs: (op: GemmOp) => ArrayLike<number> }> {
  const request = { machine, trace, set, seed: 11 };
  const session = await openSession({ request });
  const cycles = session.extend(Infinity);
  const { blocks } = session.recording.whole.layout;
  const states: DatapathState[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    for (const [block, { kind }] of blocks.entries()) {
      const state = ["vectorMac", "updateUnit", "gridPe"].includes(kind) ? session.datapathAt(cycle, block) : null;
      if (state !== null) states.push(state);
    }
  }
  const { plan, described } = await prepareStep(request);
  const arithmetic = resolveArithmetic(described);
  const outputs = (op: GemmOp): ArrayLike<number> => {
    const { m, n, k, name, pass } = op;
    const { left, right } = formatsOf(arithmetic, op);
    const datapath = machineDatapath(plan.description, arithmetic.datapaths[pass]);
    const [leftMax, rightMax] = operandMaxima(datapath);
    const a = randomOperand(left, datapath.kind, { lines: m, length: k, step: 1, lineStep: k }, { seed: 11, stream: `${name} a`, max: leftMax });
    const b = randomOperand(right, datapath.kind, { lines: n, length: k, step: n, lineStep: 1 }, { seed: 11, stream: `${name} b`, max: rightMax });
    return machineValues({ m, n, k, a, b, datapath, description: plan.description, op }).out;
  };
  return { states, ops: openStep(plan, 0).ops, outputs };
}

/** What does not add up in a lane. */
function faults({ terms, before, after, vector, overflow }: ExplainedLane, expected: { readonly terms: number; readonly output: number | null }): readonly string[] {
  const exact = terms.reduce((sum, term) => sum + term.exact, before.exact);
  const checks: readonly (readonly [what: string, holds: boolean])[] = [
    ["terms", terms.length === expected.terms],
    ["exact sum", Math.abs(after.exact - exact) <= 1e-12],
    ["error", after.error === after.value - after.exact],
    ["entering", vector === null || overflow !== null || Math.abs(after.value - before.value - vector.entering) <= 1e-12],
    ["output", expected.output === null || after.code === expected.output],
  ];
  return checks.flatMap(([what, holds]) => (holds ? [] : [what]));
}

test.each<[machine: string, trace: string, set: readonly string[]]>([
  ["lns-madam", "gemm:10,9,20", small],
  ["lns-madam", "gemm:10,9,20", [...small, "numerics.datapath.lut=1", "numerics.datapath.guardBits=0", "numerics.datapath.accumulatorBits=12"]],
  ["lns-madam", "gemm:6,5,20", [...small, "numerics.format=int8"]],
  ["lns-madam-chip", "gemm:10,5,400", [...grid, "globalBuffer.sizeBytes=4096", "pe.lanes=16", "collector.depth=16"]],
  ["lns-madam-chip", "gemm:9,6,20", [...grid, "numerics.format=fp8-e4m3"]],
])("%s, %s %j: every product is shown once, and ends in the output of the machine", async (machine, trace, set) => {
  const { states, ops, outputs } = await statesOf(machine, trace, set);
  let [drops, resumed] = [0, 0];
  const wrong: string[] = [];
  for (const op of ops) {
    if (op.kind !== "gemm") continue;
    const own = states.filter((state): state is ProductState => state.kind === "product" && state.op === op.name);
    const visited = new Int32Array(op.m * op.n * op.k);
    const out = outputs(op);
    for (const { rows, column, terms, lanes, isFirstSlice, isLastSlice } of own) {
      if (isFirstSlice && terms.from > 0) resumed++;
      expect(lanes.length).toBe(rows.to - rows.from);
      for (const lane of lanes) {
        drops += lane.drops;
        for (let term = terms.from; term < terms.to; term++) visited[((rows.from + lane.lane) * op.n + column) * op.k + term]!++;
        const output = isLastSlice && terms.to === op.k ? out[(rows.from + lane.lane) * op.n + column]! : null;
        wrong.push(...faults(lane, { terms: terms.to - terms.from, output }));
      }
    }
    expect([...new Set(visited)]).toEqual([1]);
  }
  expect(wrong).toEqual([]);
  expect(resumed > 0).toBe(set.includes("globalBuffer.sizeBytes=4096"));
  expect(drops > 0).toBe(set.includes("numerics.datapath.guardBits=0"));
});

test("of logarithms, quotient and remainder make up the exponent sum, and bins the sum of the vector", async () => {
  const { states } = await statesOf("lns-madam", "gemm:4,4,16", [...small, "numerics.datapath.lut=4", "numerics.datapath.guardBits=4"]);
  let bins = 0;
  for (const state of states) {
    if (state.kind !== "product") continue;
    for (const lane of state.lanes) {
      for (const { exponent, exact } of lane.terms) {
        const isRight = exponent === null ? exact === 0 : exponent.quotient * 8 + exponent.remainder === exponent.sum && exponent.remainder < 8;
        if (!isRight) expect(exponent).toBeNull();
      }
      expect(lane.bins.reduce((sum, { terms }) => sum + terms, 0)).toBe(lane.terms.filter(({ exponent }) => exponent !== null).length);
      expect(lane.bins.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(lane.vector!.value, 14);
      bins += lane.bins.length;
    }
  }
  expect(bins).toBeGreaterThan(100);
});

test.each<[machine: string, set: readonly string[]]>([
  ["lns-madam", []],
  ["lns-madam-chip", ["grid.rows=2", "grid.columns=2"]],
])("%s: every weight is updated once, by the optimizer", async (machine, set) => {
  const { states, ops } = await statesOf(machine, "gemm:24,18,2", [...set, "update.elementsPerCycle=5", "training.optimizer=madam"]);
  const updates = ops.filter(({ kind }) => kind === "update");
  const own = states.filter((state): state is UpdateState => state.kind === "update");
  for (const op of updates) {
    const visited = own.filter((state) => state.op === op.name).flatMap(({ weights }) => weights.map(({ element }) => element));
    expect(visited.sort((a, b) => a - b)).toEqual(Array.from({ length: (op as { elements: number }).elements }, (_, element) => element));
  }
  const weights = own.flatMap((state) => state.weights);
  expect(updates.length).toBeGreaterThan(0);
  expect(weights.some(({ before, after }) => before.code !== after.code)).toBe(true);
  for (const { before, exact, after } of weights) expect(Math.abs(after.value - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.05 + 1e-9 + (before.value === 0 ? 1 : 0));
});

/** Datapaths show the codes of a training, and what comes out of them is what the training made of them. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replay } from "@lnsim/training";
import { afterAll, expect, test } from "vitest";
import { describeMachine } from "../machine/describe-machine.ts";
import { prepareReplay } from "../run/accuracy.ts";
import { resolveArithmetic } from "../run/resolve-arithmetic.ts";
import { resolveOptimizer } from "../run/resolve-optimizer.ts";
import { resolveSchedule } from "../run/resolve-schedule.ts";
import type { RunRequest } from "../run/run-request.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import type { DatapathState, ProductState, UpdateState } from "./datapath-state.ts";
import { openSession } from "./open-session.ts";
import { recordRun } from "./record-run.ts";
import type { Session } from "./session.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-training-"));
afterAll(() => rmSync(folder, { recursive: true }));

const random = (seed: number, reason: string | null): unknown => ({ kind: "random", seed, reason });
const step = (number: number): unknown => ({ kind: "training", trace: "mnist-mlp", step: number });

/** The sums of the products of a step, by site. */
async function trainedSums({ machine, trace: name }: RunRequest, wanted: number): Promise<ReadonlyMap<string, ArrayLike<number>>> {
  const trace = openNamedTrace({ trace: name });
  const described = await describeMachine({ machine });
  const schedule = resolveSchedule(described.values.training);
  const plan = { trace, arithmetic: resolveArithmetic(described), optimizer: resolveOptimizer(described, trace.header), schedule, clipNorm: 0, steps: wanted, seed: 1, identity: {} };
  const { data, content, engine, clipNorm: _, ...others } = prepareReplay(plan, {});
  const sums = new Map<string, ArrayLike<number>>();
  replay({
    ...others,
    trace: content,
    data,
    engine,
    countsLosses: false,
    onProduct: { step: wanted, observe: (product) => sums.set(product.site, product.sums.slice()) },
    signal: { get aborted() { return sums.size > 0; } },
  });
  engine.close();
  return sums;
}

/** What the first block of a kind works on in its last cycles for every op. */
function statesOf(session: Session, kind: string, count: number): readonly DatapathState[] {
  session.extend(Infinity);
  const { whole, ops } = session.recording;
  const block = whole.layout.blocks.findIndex((other) => other.kind === kind);
  const { activities } = whole.layout.blocks[block]!;
  return ops.flatMap(({ from, to }) => {
    const cycles: number[] = [];
    for (let end = to; end > from && cycles.length < count; ) {
      const interval = whole.intervalAt(block, end - 1);
      if (["multiply", "update", "pass"].includes(activities[interval.activity]!.name)) cycles.push(end - 1);
      end = cycles.at(-1) === end - 1 ? end - 1 : interval.from;
    }
    return cycles.toReversed().map((cycle) => session.datapathAt(cycle, block)).filter((state) => state !== null);
  });
}

const updatesOf = (session: Session): readonly UpdateState[] => statesOf(session, "updateUnit", 60).filter((state) => state.kind === "update");

test.each<[machine: string, wanted: number, kind: string]>([
  ["lns-madam", 1, "vectorMac"],
  ["lns-madam", 2, "vectorMac"],
  ["lns-madam-chip", 1, "gridPe"],
])("%s: the last slice of a product ends in the sum that the training made in step %s", async (machine, wanted, kind) => {
  const request: RunRequest = { machine, trace: "mnist-mlp", seed: 1, numerics: false };
  const session = await openSession({ request: wanted === 1 ? request : { ...request, numerics: true, values: { operands: "training", step: wanted } } });
  const sums = await trainedSums(request, wanted);
  const seen = new Map<string, number>();
  for (const state of statesOf(session, kind, 6)) {
    if (state.kind !== "product") continue;
    expect(state.operands).toEqual(step(wanted));
    if (!state.isLastSlice || state.terms.to < state.sizes.k) continue;
    const { op, rows, column, sizes, lanes } = state;
    const found = lanes.map(({ after }) => after.code);
    expect(found).toEqual(lanes.map((_, lane) => sums.get(op)![(rows.from + lane) * sizes.n + column]));
    seen.set(op, (seen.get(op) ?? 0) + found.filter((sum) => sum !== 0).length);
  }
  expect([...seen.values()].filter((outputs) => outputs > 0).length).toBeGreaterThanOrEqual(6);
});

test("a weight is updated from what the step before left, by the gradient of the step", async () => {
  const request: RunRequest = { machine: "lns-madam", trace: "mnist-mlp" };
  const [first, second] = [await openSession({ request }), await openSession({ request: { ...request, values: { operands: "training", step: 2 } } })].map(updatesOf);
  expect(first!.length).toBeGreaterThan(20);
  expect(second!.map(({ operands }) => operands)).toEqual(second!.map(() => step(2)));
  const [weights, later] = [first!, second!].map((states) => states.flatMap((state) => state.weights));
  expect(later!.map(({ before }) => before)).toEqual(weights!.map(({ after }) => after));
  expect(weights!.filter(({ before, after, gradient }) => before.code !== after.code && gradient !== 0).length).toBeGreaterThan(100);
  for (const { exact, after } of weights!) expect(Math.abs(after.value - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.01);
});

test("a recording shows the step when its trace is there, and random codes when it is not or is another one", async () => {
  const [file, trace] = [join(folder, "mlp.lnsrec"), join(folder, "mine.lntrace")];
  const shipped = (name: string): string => join(import.meta.dirname, `../../../../traces/${name}.lntrace`);
  const productOf = async (source: Parameters<typeof openSession>[0]): Promise<ProductState> => {
    const session = await openSession(source);
    session.extend(3000);
    const state = session.datapathAt(1069, session.recording.whole.layout.blocks.findIndex(({ kind }) => kind === "vectorMac"));
    session.close();
    return state as ProductState;
  };
  copyFileSync(shipped("mnist-mlp"), trace);
  await recordRun({ machine: "lns-madam", trace: "mine.lntrace", folder, numerics: false }, file);
  const recorded = await productOf({ recording: file });
  expect(recorded.operands).toEqual(step(1));
  expect(recorded).toEqual(await productOf({ request: { machine: "lns-madam", trace: "mnist-mlp" } }));
  copyFileSync(shipped("mnist-lenet"), trace);
  expect((await productOf({ recording: file })).operands).toEqual(random(1, "the trace mine.lntrace is another one by now"));
  rmSync(trace);
  const drawn = await productOf({ recording: file });
  expect(drawn.operands).toEqual(random(1, "there is no trace file mine.lntrace"));
  const asked = await productOf({ request: { machine: "lns-madam", trace: "mnist-mlp", values: { operands: "random" } } });
  expect(asked).toEqual({ ...drawn, operands: random(1, null) });
});

test("without a training that can be repeated codes are random", async () => {
  const session = await openSession({ request: { machine: "lns-madam", trace: "gemm:40,40,40", seed: 7 } });
  const operands = statesOf(session, "vectorMac", 20).map((state) => state.operands);
  expect(operands.length).toBeGreaterThan(0);
  expect(operands).toEqual(operands.map(() => random(7, null)));
});

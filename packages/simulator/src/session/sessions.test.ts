import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { createRandom } from "@lnsim/elementary";
import { createFileRecorder } from "@lnsim/recording";
import { afterAll, expect, test } from "vitest";
import { run } from "../run/run.ts";
import { openStep } from "../run/timing.ts";
import { openSession } from "./open-session.ts";
import { prepareStep, recorderOptions } from "./prepare-step.ts";
import { recordRun } from "./record-run.ts";
import type { Session } from "./session.ts";
import { StepRecording } from "./step-recording.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-session-"));
afterAll(() => rmSync(folder, { recursive: true }));

const small = ["grid.rows=2", "grid.columns=2", "globalBuffer.sizeBytes=65536"];

/** What a session says of some blocks in a cycle. */
function said(session: Session, cycle: number, blocks: readonly number[]): unknown {
  const state = session.stateAt(cycle);
  return blocks.map((block) => [state.block(block), session.datapathAt(cycle, block)]);
}

test.each<[machine: string, trace: string, set: readonly string[]]>([
  ["lns-madam", "gemm:20,24,96", []],
  ["systolic", "gemm:40,50,70", ["array.rows=8", "array.columns=8"]],
  ["lns-madam-chip", "gemm:20,24,64", small],
])("%s, %s: a random walk of a thousand positions is the same in a recording and live", async (machine, trace, set) => {
  const request = { machine, trace, set, numerics: false };
  const file = join(folder, `${machine}.lnsrec`);
  const result = await recordRun(request, file);
  const recorded = await openSession({ recording: file });
  const live = await openSession({ request });
  expect([recorded.isLive, live.isLive]).toEqual([false, true]);
  const { cycles } = recorded.recording.whole;
  expect(cycles).toBe(result!.cycles!.perStep);
  const random = createRandom(9, machine);
  let at = 0;
  for (let step = 0; step < 1000; step++) {
    const by = [1, 1, 10, 100, 1000][random.nextBelow(5)]!;
    at = Math.max(0, Math.min(cycles - 1, at + (random.nextBelow(5) < 2 ? -by : by)));
    live.extend(at + 1);
    const blocks = Array.from({ length: 4 }, () => random.nextBelow(recorded.recording.whole.layout.blocks.length));
    const [found, expected] = [said(recorded, at, blocks), said(live, at, blocks)];
    if (!isDeepStrictEqual(found, expected)) expect(found, `cycle ${at}`).toEqual(expected);
  }
  live.extend(Infinity);
  expect([live.isLive, live.recording.whole.cycles, live.recording.end]).toEqual([false, cycles, { isWhole: true }]);
  expect(live.recording.ops).toEqual(recorded.recording.ops);
  expect(recorded.recording.ops.at(-1)!.to).toBe(cycles);
  for (const session of [recorded, live]) session.close();
});

test("a run that is recorded has the result of one that is not, but for how long it took", async () => {
  const request = { machine: "lns-madam-chip", trace: "gemm:40,30,50", set: small, numerics: false };
  const [plain, recorded] = [await run(request), await recordRun(request, join(folder, "same.lnsrec"))];
  const timeless = (result: typeof plain) => ({ ...result, simulation: { ...result!.simulation, wallSeconds: 0, cyclesPerSecond: 0 } });
  expect(timeless(recorded)).toEqual(timeless(plain));
});

test("a run that is stopped leaves a recording that opens, with the states of what was recorded", async () => {
  const file = join(folder, "stopped.lnsrec");
  const signal = { aborted: false };
  const shares: number[] = [];
  const onProgress = ({ phase, share }: { readonly phase: string; readonly share: number }): void => {
    if (phase === "recording") shares.push(share);
    signal.aborted = shares.length > 2;
  };
  expect(await recordRun({ machine: "lns-madam", trace: "mlp", numerics: false }, file, { signal, onProgress })).toBeNull();
  const session = await openSession({ recording: file });
  const { whole, end } = session.recording;
  expect(end).toEqual({ isWhole: false, reason: "stopped" });
  expect(session.stateAt(whole.cycles - 1).block(0)!.name).toBe("sequencer");
  expect(() => session.stateAt(whole.cycles)).toThrow(expect.objectContaining({ code: "invalid-value" }));
  session.close();
});

test("a recording that is cut off has the ops and the states of the cycles that are left", async () => {
  const file = join(folder, "cut.lnsrec");
  await recordRun({ machine: "lns-madam", trace: "mnist-mlp", numerics: false }, file);
  const whole = await openSession({ recording: file });
  const bytes = readFileSync(file);
  const cut = join(folder, "part.lnsrec");
  // What blocks did is in one chunk, the last: what is cut off before its end has nothing in it.
  writeFileSync(cut, bytes.subarray(0, Math.floor(0.6 * bytes.length)));
  await expect(openSession({ recording: cut })).rejects.toMatchObject({ code: "recording-corrupt" });
  for (const lost of [8, 200]) {
    writeFileSync(cut, bytes.subarray(0, bytes.length - lost));
    const session = await openSession({ recording: cut });
    const { ops, step } = session.recording;
    expect(ops.length).toBeGreaterThan(0);
    expect(ops.every(({ to }) => to <= step.cycles)).toBe(true);
    const last = step.cycles - 1;
    expect(said(session, last, [0, 1, 5])).toEqual(said(whole, last, [0, 1, 5]));
    session.close();
  }
  whole.close();
});

test.each([
  ["version", "0.0.1"],
  ["machineHash", "another"],
] as const)("a recording of another %s can be looked at, but not into", async (field, value) => {
  const file = join(folder, `${field}.lnsrec`);
  const prepared = await prepareStep({ machine: "lns-madam", trace: "gemm:8,8,8" });
  const step = openStep(prepared.plan, 0);
  const options = recorderOptions(prepared, step);
  const recording = new StepRecording(step.machine, createFileRecorder(file, { ...options, header: { ...options.header, [field]: value } }));
  step.machine.finish();
  recording.finish();
  const session = await openSession({ recording: file });
  expect(session.recording.whole.intervalAt(0, 10).from).toBeLessThanOrEqual(10);
  for (const look of [() => session.stateAt(10), () => session.datapathAt(10, 0)]) expect(look).toThrow(expect.objectContaining({ code: "recording-foreign", path: file }));
  session.close();
});

test("a live session knows the op that it has begun", async () => {
  const live = await openSession({ request: { machine: "lns-madam", trace: "gemm:20,24,96", set: [], numerics: false } });
  const seen: string[] = [];
  for (let known = live.extend(1); live.isLive; known = live.extend(known + 16)) {
    const { underWay, recording } = live;
    if (underWay === null) continue;
    expect(underWay.from).toBe(recording.ops.at(-1)?.to ?? 0);
    if (underWay.name !== seen.at(-1)) seen.push(underWay.name);
  }
  expect(seen).toEqual(live.recording.ops.map(({ name }) => name));
  expect(live.underWay).toBeNull();
});

test("what cannot be recorded is refused before it is run", async () => {
  await expect(recordRun({ machine: "lns-madam", trace: "gemm:8,8,8" }, join(folder, "no", "where.lnsrec"))).rejects.toMatchObject({ code: "file-unwritable" });
  await expect(recordRun({ machine: "lns-madam", trace: "gemm:8,8,8", set: ["numerics.format=int8", "numerics.weights=int:bits=4"] }, join(folder, "pair.lnsrec"))).rejects.toMatchObject({ code: "unsupported" });
});

/** Real sessions, recorded and live: the same frames, and the same again on the way back of a walk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInspector, textOf } from "@lnsim/inspector";
import { openSession, recordRun, type RunRequest, type Session } from "@lnsim/simulator";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walker } from "./walker.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-walks-"));
const opened: Session[] = [];
afterAll(() => {
  for (const session of opened) session.close();
  rmSync(folder, { recursive: true });
});

const views = ["timeline", "block", "machine", "datapath"];

/** Each with its weight. */
const moves: readonly (readonly [weight: number, line: string])[] = [
  ...["step", "step 10", "step 100", "back-step", "back-step 10", "back-step 100", "next-event", "previous-event"].map((line) => [8, line] as const),
  ...["next-stall", "previous-stall", "back; forward", "undo; redo", "zoom in", "zoom out", "zoom 1", "zoom 7"].map((line) => [4, line] as const),
  ...["zoom op", "zoom all", "next-op", "previous-op", "fold-all", ...views.slice(0, 3).map((view) => `view ${view}`)].map((line) => [2, line] as const),
  ...["goto 37%", "goto 71%", "goto end"].map((line) => [1, line] as const),
];
const walk = fc.array(fc.oneof(...moves.map(([weight, line]) => ({ weight, arbitrary: fc.constant(line) }))), { minLength: 1000, maxLength: 1000 });

const smallGpt = "gpt:layers=8,hidden=64,heads=4,sequence=32,vocabulary=128";

describe.each<[name: string, request: RunRequest, block: string]>([
  ["one PE", { machine: "lns-madam", trace: "mnist-mlp" }, "vectorMac"],
  ["a chip that is fast-forwarded", { machine: "lns-madam-chip", trace: smallGpt, batch: 4 }, "pe0.0"],
  ["a systolic array", { machine: "systolic", trace: "gemm:96,80,120", set: ["array.rows=16", "array.columns=16"] }, "array"],
])("%s", (_, step, block) => {
  const request: RunRequest = { ...step, numerics: false };
  let sessions: readonly Session[];

  beforeAll(async () => {
    const file = join(folder, `${step.machine}.rec`);
    await recordRun(request, file);
    sessions = [await openSession({ recording: file }), await openSession({ request })];
    opened.push(...sessions);
    for (const session of sessions) session.extend(Infinity);
  });

  test("a thousand steps and back show the same frames, recorded and live", () => {
    fc.assert(
      fc.property(walk, (lines) => {
        const [recorded, live] = sessions.map((session) => {
          const walked = walker(session, `select ${block}; goto 20%; zoom 3`);
          const forth = lines.flatMap((line, step) => (walked.go(line), step % 40 === 39 ? [walked.frame()] : []));
          const back: string[] = [];
          for (let step = lines.length - 1; step >= 0; step--) {
            if (step % 40 === 39) back.unshift(walked.frame());
            walked.goBack();
          }
          expectSame(back, forth);
          expect(walked.frame()).toBe(walked.first);
          return forth;
        });
        expect(new Set(recorded).size).toBeGreaterThan(20);
        expectSame(live!, recorded!);
      }),
      { seed: 11, numRuns: 1, endOnFailure: true },
    );
  });

  test("live and recorded show the same, in every view, wherever one looks", () => {
    const shown = sessions.map((session) => {
      const inspector = createInspector(session);
      return ["0", "7%", "33%", "50%", "81%", "end"].flatMap((at) =>
        views.map((view) => {
          inspector.execute(`select ${block}; zoom 3; goto ${at}; view ${view}`);
          return textOf(inspector.draw(120, 36));
        }),
      );
    });
    expectSame(shown[1]!, shown[0]!);
  });
});

test("a step that is simulated while one looks leads to the same cycles as its recording, and the same way back", async () => {
  const request: RunRequest = { machine: "lns-madam", trace: "mnist-lenet", numerics: false };
  const file = join(folder, "going-on.rec");
  await recordRun(request, file);
  const sessions = [await openSession({ request }), await openSession({ recording: file })];
  opened.push(...sessions);
  const walkers = sessions.map((session) => walker(session, "select vectorMac; goto 400; zoom 1"));
  const goAndReturn = (): void => {
    for (const line of ["step 10", "view block", "next-event", "zoom in", "step", "next-stall", "next-op", "search c2.*fprop", "view timeline"]) {
      const cycles = walkers.map((walked) => (walked.go(line), walked.cursor()));
      expect(cycles[0], line).toBe(cycles[1]);
    }
    for (const walked of walkers) while (walked.goBack());
  };
  goAndReturn();
  const before = walkers[0]!.frame();
  goAndReturn();
  expect(walkers[0]!.frame()).toBe(before);
  expect(before).toMatch(/ live$/m);
  expect(sessions[0]!.isLive).toBe(true);
});

/** Compares frame by frame, so that a failure shows one. */
function expectSame(found: readonly string[], expected: readonly string[]): void {
  expect(found.length).toBe(expected.length);
  for (const [index, frame] of found.entries()) expect(frame, `frame ${index}`).toBe(expected[index]);
}

/** Real sessions, recorded and live: the same frames, and the same again after a walk forward and back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInspector, textOf } from "@lnsim/inspector";
import { openSession, recordRun, type RunRequest, type Session } from "@lnsim/simulator";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "lnsim-walks-"));
const opened: Session[] = [];
afterAll(() => {
  for (const session of opened) session.close();
  rmSync(folder, { recursive: true });
});

const views = ["timeline", "block", "machine", "datapath"] as const;

describe.each([
  ["one PE", "lns-madam", "vectorMac"],
  ["a chip", "lns-madam-edge", "array"],
])("%s", (_, machine, block) => {
  const request: RunRequest = { machine, trace: "gemm:96,64,96", set: [], plugins: [], folder, numerics: false };
  let sessions: readonly Session[];

  beforeAll(async () => {
    const file = join(folder, `${machine}.rec`);
    await recordRun(request, file);
    sessions = [await openSession({ recording: file }), await openSession({ request })];
    opened.push(...sessions);
  });

  test("a thousand steps forward and back end in the same frame", () => {
    for (const session of sessions) {
      const inspector = createInspector(session);
      inspector.execute(`goto end; select ${block}; goto 40; zoom 1`);
      fc.assert(
        fc.property(fc.constantFrom(...views), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 125, maxLength: 125 }), (view, steps) => {
          inspector.execute(`view ${view}`);
          const before = textOf(inspector.draw(100, 30));
          for (const step of steps) inspector.execute(`step ${step % 8}`);
          for (const step of steps.toReversed()) inspector.execute(`back-step ${step % 8}`);
          expect(textOf(inspector.draw(100, 30))).toBe(before);
        }),
        { seed: 7, numRuns: 8 },
      );
    }
  });

  test("live and recorded show the same, in every view, wherever one looks", () => {
    const [recorded, live] = sessions.map((session) => createInspector(session));
    live!.execute("goto end");
    for (const at of ["0", "7%", "33%", "50%", "81%", "end"]) {
      for (const view of views) {
        const shown = [recorded!, live!].map((inspector) => {
          inspector.execute(`select ${block}; zoom 3; goto ${at}; view ${view}`);
          return textOf(inspector.draw(120, 36));
        });
        expect(shown[1]).toBe(shown[0]);
      }
    }
  });
});

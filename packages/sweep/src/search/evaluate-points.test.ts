import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunPlanner } from "@lnsim/simulator";
import { expect, test } from "vitest";
import { PointRunner } from "../execute/point-runner.ts";
import { openStore } from "../store/open-store.ts";
import { evaluatePoints } from "./evaluate-points.ts";

test("points are run once, in order; those that cannot be run are refused alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-evaluate-"));
  const store = openStore(join(folder, "store"));
  const runner = new PointRunner({ store, jobs: 1 });
  const base = { machine: "systolic", trace: "gemm:8,8,8", numerics: false };
  const events: string[] = [];
  try {
    const evaluate = (sizes: readonly number[]) =>
      evaluatePoints(sizes.map((size) => ({ "array.rows": size })), { base, planner: new RunPlanner(), place: runner }, { onEvent: ({ type }) => void events.push(type) });
    const [wide, wrong, narrow] = await evaluate([16, 0, 4]);
    expect(wide).toMatchObject({ values: { "array.rows": 16 }, figures: { macs: 3 * 512 } });
    expect(narrow).toMatchObject({ values: { "array.rows": 4 } });
    expect(wrong).toEqual({ refused: expect.stringMatching(/array\.rows.*the point array\.rows=0/) });
    expect(await evaluate([16])).toEqual([wide]);
    expect(events).toEqual(["started", "done", "done", "finished", "started", "finished"]);
  } finally {
    runner.close();
    store.close();
    rmSync(folder, { recursive: true });
  }
});

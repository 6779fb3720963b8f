import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunPlanner } from "@lnsim/simulator";
import { openStore, parseSpace, pointsOf, resolvePoints, runPoints } from "@lnsim/sweep";
import type { Measurement } from "./measurement.ts";

const cores = 2;
const pointsPerSecond = 20;

/** Machine parameters of which some decide times and some decide prices alone. */
const thousandPoints = `
machine: lns-madam-chip
trace: resnet50
run: { numerics: off, batch: 32 }
set: { energy.extrapolate: true }
axes:
  globalBuffer.sizeBytes: 2^20..2^24
  dram.channels: [4, 8]
  noc.linkBytes: [32, 48, 64, 128, 256]
  numerics.datapath.lut: [1, 2, 4, 8]
  numerics.datapath.fractionBits: 4..8
`;

/** CPU seconds of all threads while all points were made sure of, and how many had to be run. */
interface SweptPoints {
  readonly seconds: number;
  readonly points: number;
  readonly run: number;
}

/** What a sweep of a thousand machines takes, and what it takes again when all of its rows are there. */
export async function benchSweep(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  try {
    const file = join(folder, "thousand.sweep");
    const first = await sweepInto(file);
    const again = await sweepInto(file);
    if (again.run !== 0) throw new Error(`${again.run} points of a sweep that had ended were run again`);
    const rate = ((cores * first.run) / first.seconds).toFixed(1);
    return [
      {
        name: `${first.points} points of ResNet-50, batch 32, CPU time of a point`,
        value: (1000 * first.seconds) / first.run,
        unit: "ms",
        limit: null,
        goal: { atMost: (1000 * cores) / pointsPerSecond },
        note: `${rate} points/s on ${cores} idle cores; ${first.run} rows in ${first.seconds.toFixed(1)} CPU seconds`,
      },
      { name: "the same again, all rows there, CPU time", value: again.seconds, unit: "s", limit: null, goal: { atMost: 2 } },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As `lnsim sweep run` does it, from the text on. */
async function sweepInto(file: string): Promise<SweptPoints> {
  const before = process.cpuUsage();
  const planner = new RunPlanner();
  const space = await parseSpace(thousandPoints, { origin: "bench", folder: process.cwd() }, planner);
  const points = await resolvePoints(space.base, pointsOf(space).points, planner);
  const store = openStore(file);
  const { progress } = await runPoints(points, { store, jobs: cores });
  store.close();
  const { user, system } = process.cpuUsage(before);
  if (progress.left > 0 || progress.failed > 0) throw new Error(`${progress.failed} points failed`);
  return { seconds: (user + system) / 1e6, points: points.length, run: progress.done };
}

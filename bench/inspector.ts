import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInspector, type Inspector } from "@lnsim/inspector";
import { openSession, recordRun, type Session } from "@lnsim/simulator";
import type { Measurement } from "./measurement.ts";

const [width, height] = [200, 60];
const steps = 200;
const redraws = 40;
/** The first one warms the code up. Each has a session of its own, in which nothing has been looked at: the shortest time of a place counts. */
const passes = 4;

/** How times are told apart from those of a first look. */
const shortest = `the shortest of ${passes - 1} passes in code that is warm`;

const views = ["timeline", "block", "machine"] as const;
const changes = {
  "the cursor moved": ["step", "back-step", "step 100", "next-event", "previous-event"],
  "a zoom": ["zoom in", "zoom out", "zoom 1", "zoom 100", "zoom 10000", "zoom op", "zoom all"],
} as const;

/** Milliseconds of CPU time at some places, each on a first visit. */
interface Times {
  /** By place. */
  readonly warm: Float64Array;
  /** The longest of the pass in which the code was not compiled yet. */
  coldest: number;
}

/** What looking at a recording of a training iteration takes: a step back, to the state of every block, and redraws. */
export async function benchInspector(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  try {
    const recording = join(folder, "iteration.lnrec");
    await recordRun({ machine: "lns-madam-chip", trace: "resnet50", numerics: false }, recording);
    return [...(await stepsBack(recording)), ...(await allRedraws(recording))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function stepsBack(recording: string): Promise<readonly Measurement[]> {
  const name = `a step back in a recorded ResNet-50 iteration, states of all blocks and ${width} x ${height} cells`;
  const times = newTimes(steps);
  await inPasses(recording, (session, isWarm) => {
    const inspector = createInspector(session);
    inspector.execute("view block");
    for (const { place, cycle, block } of places(session, steps)) {
      goTo(inspector, block, cycle);
      readStates(session, cycle);
      take(times, { place, isWarm }, () => {
        inspector.execute("back-step");
        readStates(session, cycle - 1);
        inspector.draw(width, height);
      });
    }
  });
  return [
    { name: `${name}: median of ${steps} places`, value: median(times.warm), unit: "ms", limit: null, goal: { atMost: 50 }, note: `CPU time, ${shortest}` },
    { name: "the same, worst", value: Math.max(...times.warm), unit: "ms", limit: null, goal: null, note: `CPU time, ${shortest}` },
    { name: "the same, worst in a program that has just started", value: times.coldest, unit: "ms", limit: null, goal: { atMost: 50 }, note: "CPU time" },
  ];
}

async function allRedraws(recording: string): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const view of views) for (const change of Object.keys(changes) as (keyof typeof changes)[]) measured.push(await redrawsOf(recording, view, change));
  return measured;
}

async function redrawsOf(recording: string, view: string, change: keyof typeof changes): Promise<Measurement> {
  const times = newTimes(redraws);
  const commands = changes[change];
  await inPasses(recording, (session, isWarm) => {
    const inspector = createInspector(session);
    inspector.execute(`view ${view}`);
    for (const { place, cycle, block } of places(session, redraws)) {
      goTo(inspector, block, cycle);
      inspector.execute(commands[place % commands.length]!);
      take(times, { place, isWarm }, () => void inspector.draw(width, height));
    }
  });
  const name = `a redraw of it, view ${view}, after ${change}: worst of ${redraws} places`;
  return { name, value: Math.max(...times.warm), unit: "ms", limit: null, goal: { atMost: 33 }, note: `CPU time, ${shortest}; median ${median(times.warm).toFixed(1)} ms; worst of the first pass ${times.coldest.toFixed(0)} ms` };
}

async function inPasses(recording: string, look: (session: Session, isWarm: boolean) => void): Promise<void> {
  for (let pass = 0; pass < passes; pass++) {
    const session = await openSession({ recording });
    look(session, pass > 0);
    session.close();
  }
}

/** Shows a cycle of a block, and the whole run. */
function goTo(inspector: Inspector, block: string, cycle: number): void {
  inspector.execute(`select ${block}; zoom all; goto ${cycle}`);
  inspector.draw(width, height);
}

function readStates(session: Session, cycle: number): void {
  const state = session.stateAt(cycle);
  for (const block of session.recording.whole.layout.blocks.keys()) state.block(block);
}

/** Cycles and blocks at random, the same ones in every pass. */
function* places({ recording: { whole } }: Session, count: number): Generator<{ readonly place: number; readonly cycle: number; readonly block: string }> {
  let state = 0x9e3779b9;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const { blocks } = whole.layout;
  for (let place = 0; place < count; place++) {
    const cycle = 1 + Math.floor(random() * (whole.cycles - 1));
    yield { place, cycle, block: blocks[Math.floor(random() * blocks.length)]!.name };
  }
}

function newTimes(count: number): Times {
  return { warm: new Float64Array(count).fill(Infinity), coldest: 0 };
}

function take(times: Times, { place, isWarm }: { readonly place: number; readonly isWarm: boolean }, action: () => void): void {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  if (isWarm) times.warm[place] = Math.min(times.warm[place]!, milliseconds);
  else times.coldest = Math.max(times.coldest, milliseconds);
}

function median(values: Float64Array): number {
  return values.toSorted()[values.length >> 1]!;
}

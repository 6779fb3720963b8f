import type { Kernel, KernelOptions } from "@lnsim/kernel";
import { type Assembly, assemble, networks, pipeline, pipelines, program, programs } from "@lnsim/kernel/specimens";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRecorder } from "./recorder.ts";
import type { Recording } from "./recording.ts";
import { checkTimeline } from "./check-timeline.fixture.ts";
import { naiveTimeline } from "./naive-timeline.fixture.ts";

const header = { version: "0", machineHash: "", machine: "specimen", trace: "none", gigahertz: null, origin: {} };
const most = 4000;

/** Records a kernel, which is looked at before every cycle of `looks`. */
function record(kernel: Kernel, looks: readonly number[] = []): Recording {
  const recorder = createRecorder({ header, snapshotEvents: 500 });
  const detach = recorder.attach(kernel);
  const { step } = recorder.recording;
  for (const look of looks) {
    kernel.run({ until: look });
    expect(step.cycles).toBe(look);
    const [spent] = step.spent([0], Float64Array.of(0, look));
    expect(spent!.reduce((sum, cycles) => sum + cycles)).toBe(look);
  }
  kernel.run();
  detach();
  recorder.finish();
  return recorder.recording;
}

const specimens: { readonly [name: string]: fc.Arbitrary<Assembly> } = {
  networks: networks.map((network) => network.assembly),
  pipelines: pipelines.map(pipeline),
  programs: programs.map((spec) => program(spec)),
};

/** Edges of columns as parts of 9999 of all cycles. */
const shares = fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 2, maxLength: 12 });

describe.each(Object.keys(specimens))("%s", (name) => {
  const build = (assembly: Assembly, mode: KernelOptions["mode"]) => assemble(assembly, { mode: mode! });

  test("answer every query as plain lists of what happens in every cycle do, whatever was skipped", () => {
    let copies = 0;
    const check = ([assembly, ...windows]: [Assembly, ...number[][]]) => {
      const probe = build(assembly, "skip");
      const end = probe.run();
      if (end.cycle > most || end.cycle === 0) return;
      const recording = record(build(assembly, "skip"));
      const burst = naiveTimeline(build(assembly, "burst"));
      const single = naiveTimeline(build(assembly, "cycle"));
      for (const window of windows) {
        const edges = window.map((share) => Math.floor((share / 9999) * end.cycle)).toSorted((a, b) => a - b);
        checkTimeline(recording.step, burst, edges);
        checkTimeline(recording.step, single, edges, false);
      }
      const looks = windows[0]!.map((share) => Math.floor((share / 9999) * end.cycle)).toSorted((a, b) => a - b);
      checkTimeline(record(build(assembly, "skip"), looks).step, single, looks, false);
      for (let cycle = 0; cycle < end.cycle; cycle += 97) copies += Math.min(1, recording.step.source(cycle).copies);
    };
    fc.assert(fc.property(fc.tuple(specimens[name]!, shares, shares, shares), check as never), { seed: 41, numRuns: 30 });
    if (name !== "networks") expect(copies).toBeGreaterThan(20);
  });
});

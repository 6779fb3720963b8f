/** Whole training iterations: fast-forward changes nothing but what a result says of how it was simulated. */
import { run, type RunRequest } from "@lnsim/simulator";
import { expect, test } from "vitest";

const transformer = { trace: "gpt:layers=2,hidden=128,heads=2,sequence=64,vocabulary=500", batch: 1 };
const traces: readonly Pick<RunRequest, "trace" | "batch">[] = [
  { trace: "resnet18", batch: 1 },
  transformer,
  { trace: "gemm:200,300,150" },
  { trace: "conv:3,20,15,13,40,3,3,2,1" },
];
const machines: readonly Pick<RunRequest, "machine" | "set">[] = [
  { machine: "lns-madam-chip" },
  { machine: "lns-madam-edge" },
  { machine: "systolic", set: ["memory.kind=hierarchy", "dataflow=ws"] },
];
const cases = machines.flatMap((machine) => traces.map((trace): RunRequest & { readonly trace: string } => ({ ...machine, ...trace, trace: trace.trace!, numerics: false })));

test.each(cases)("$trace on $machine: skipping and bursts agree", async (request) => {
  const skip = (await run(request))!;
  const { simulation, ...found } = (await run({ ...request, exact: "burst" }))!;
  expect(skip.simulation.events).toBeLessThanOrEqual(simulation.events);
  expect(simulation.fastForwardedCycles).toBe(0);
  expect({ ...found, simulation: skip.simulation }).toEqual(skip);
});

test("the layers of a transformer are simulated once", async () => {
  const { cycles, simulation } = (await run({ ...machines[0], ...transformer, trace: transformer.trace.replace("layers=2", "layers=12"), numerics: false }))!;
  expect(simulation.fastForwardedCycles / cycles!.perStep).toBeGreaterThan(0.5);
});

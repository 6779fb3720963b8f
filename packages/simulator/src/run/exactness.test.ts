/** How a run is simulated changes nothing but what it says of that. */
import { expect, test } from "vitest";
import { run } from "./run.ts";

const conv = "conv:2,16,14,14,32,3,3,2,1";
const gemm = "gemm:128,128,128";
const arrayBehindDram = ["array.kind=systolic", "dataflow=ws", "numerics.format=int8"];

test.each<[machine: string, trace: string, set?: string[]]>([
  ["lns-madam", gemm],
  ["lns-madam-edge", conv],
  ["lns-madam-chip", gemm],
  ["lns-madam-chip", conv],
  ["lns-madam-chip", conv, arrayBehindDram],
  ["lns-madam-chip", "mnist-lenet", ["training.optimizer=adam"]],
  ["systolic", gemm],
  ["systolic", conv, ["dataflow=is"]],
  ["stonne-tpu", gemm],
])("%s, %s: skipping, bursts and single cycles agree", async (machine, trace, set = []) => {
  const request = { machine, trace, set, numerics: false };
  const skip = (await run(request))!;
  for (const exact of ["burst", "cycle"] as const) {
    const { simulation, ...found } = (await run({ ...request, exact }))!;
    expect(simulation.fastForwardedCycles).toBe(0);
    expect({ ...found, simulation: skip.simulation }).toEqual(skip);
  }
});

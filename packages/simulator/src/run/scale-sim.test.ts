import { describe, expect, test } from "vitest";
import type { RunResult } from "../result/run-result.ts";
import type { RunRequest } from "./run-request.ts";
import { run } from "./run.ts";

async function reports(changes: Partial<RunRequest>): Promise<NonNullable<RunResult["compat"]>["scaleSim"]> {
  const result = await run({ machine: "systolic", trace: "gemm:64,96,128", compat: "scalesim", ...changes });
  return result!.compat!.scaleSim;
}

describe("what SCALE-Sim would print", () => {
  test("is one cycle less than was simulated, for every product", async () => {
    const request = { machine: "systolic", trace: "gemm:64,96,128", compat: "scalesim" } as const;
    const { compat, cycles } = (await run(request))!;
    const simulated = new Map(cycles!.byOp.map((op) => [op.name, op.work + (op.stalls["fill"] ?? 0) + (op.stalls["drain"] ?? 0)]));
    expect(compat!.scaleSim.map(({ name }) => name)).toEqual(["gemm.fprop", "gemm.dgrad", "gemm.wgrad"]);
    for (const { name, totalCycles } of compat!.scaleSim) expect(totalCycles).toBe(simulated.get(name)! - 1);
  });

  test("follows the machine's array and dataflow, by the closed form of both", async () => {
    const set = ["array.rows=8", "array.columns=32"];
    const [outputs] = await reports({ set: [...set, "dataflow=os"], passes: ["fprop"] });
    expect(outputs!.totalCycles).toBe(8 * 3 * (128 + 8 + 32 - 2) - 1);
    const [weights] = await reports({ set: [...set, "dataflow=ws"], passes: ["fprop"] });
    expect(weights!.totalCycles).toBe(16 * 3 * (64 + 2 * 8 + 32 - 2) - 1);
  });

  test("counts an output position more along an axis that the stride does not divide, in the forward pass alone", async () => {
    const found = await reports({ trace: "conv:1,3,224,224,64,7,7,2,0" });
    expect(found[0]).toMatchObject({ name: "conv.fprop", m: 110 * 110, n: 64, k: 147, totalCycles: Math.ceil(12_100 / 16) * 4 * (147 + 30) - 1 });
    expect(found.at(-1)).toMatchObject({ pass: "wgrad", k: 109 * 109 });
  });

  test("is asked of no other machine", async () => {
    for (const [machine, found] of [["lns-madam", "one PE"], ["lns-madam-chip", "a chip"], ["stonne-tpu", "array.protocol = stonne"]] as const) {
      await expect(reports({ machine })).rejects.toMatchObject({ code: "invalid-combination", path: "--compat scalesim", found: expect.stringContaining(found) });
    }
  });
});

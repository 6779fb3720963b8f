import { expect, test } from "vitest";
import { run } from "../run/run.ts";
import type { RunRequest } from "../run/run-request.ts";
import { openSession } from "./open-session.ts";

const requests: readonly RunRequest[] = [
  { machine: "lns-madam", trace: "gemm:70,50,40" },
  { machine: "lns-madam-chip", trace: "gemm:200,90,70" },
];

test.each(requests)("what the counters of $machine stand for costs what the run costs", async (request) => {
  const { energy } = (await run({ ...request, numerics: false }))!;
  const session = await openSession({ request });
  session.extend(Infinity);
  const { step } = session.recording;
  const total = step.layout.blocks
    .flatMap(({ name, counters }, block) => {
      const counts = step.counted(block, 0, step.cycles);
      return counters.map((counter, index) => (counts[index] === 0 ? 0 : counts[index]! * (session.priceOf(name, counter) ?? 0)));
    })
    .reduce((sum, each) => sum + each, 0);
  expect(total).toBeGreaterThan(0);
  expect(Math.abs(total / energy!.dynamicPj.high - 1)).toBeLessThan(1e-9);
  expect(session.priceOf("sequencer", "retired")).toBeNull();
  session.close();
});

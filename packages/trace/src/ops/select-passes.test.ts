import fc from "fast-check";
import { expect, test } from "vitest";
import type { InputSpec } from "../model.ts";
import { charTransformerModel } from "../models/char-transformer.ts";
import { resnetModel } from "../models/resnet.ts";
import { passes, type StepShape, type TraceOp } from "../schema.ts";
import { selectPasses } from "./select-passes.ts";
import { stepOps } from "./step-ops.ts";

const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 16 };
const steps: readonly StepShape[] = [
  { batch: 2, count: 3, ops: stepOps(resnetModel(images, 10), images, 2) },
  { batch: 2, count: 1, ops: stepOps(charTransformerModel(text, 30), text, 2) },
];

/** For every op, the ids of all ops that it waits for, directly or by way of others. */
function earlier(ops: readonly TraceOp[]): Map<number, Set<number>> {
  const before = new Map<number, Set<number>>();
  for (const { id, after } of ops) before.set(id, new Set(after.flatMap((other) => [other, ...before.get(other)!])));
  return before;
}

test("the ops of the other passes are gone, and the order of those that stay is that of the whole step", () => {
  fc.assert(
    fc.property(fc.constantFrom(...steps), fc.subarray([...passes], { minLength: 1 }), (step, selected) => {
      const { ops, ...rest } = selectPasses(step, selected);
      const wanted = step.ops.filter(({ pass }) => selected.includes(pass));
      expect(rest).toEqual({ batch: step.batch, count: step.count });
      expect(ops.map(({ after: _, ...op }) => op)).toEqual(wanted.map(({ after: _, ...op }) => op));
      const [whole, kept] = [earlier(step.ops), earlier(ops)];
      const ids = new Set(wanted.map(({ id }) => id));
      for (const { id } of ops) expect(kept.get(id), `op ${id}`).toEqual(whole.get(id)!.intersection(ids));
    }),
    { seed: 3, numRuns: 40 },
  );
});

test("an op waits for no more than it has to", () => {
  const { ops } = selectPasses(steps[1]!, ["fprop", "update"]);
  expect(Math.max(...ops.map(({ after }) => after.length))).toBeLessThanOrEqual(2);
});

test("all passes are the step itself", () => {
  expect(selectPasses(steps[0]!, passes)).toBe(steps[0]);
});

test.each([
  [["fprop", "wgrap"], { code: "unknown-name", path: "--passes", found: "wgrap", nearest: "wgrad" }],
  [["forward"], { code: "unknown-name", expected: "fprop, loss, dgrad, wgrad, update" }],
  [[""], { code: "unknown-name", found: "nothing" }],
  [[], { code: "missing-value", found: "no pass" }],
])("%j is refused", (selected, details) => {
  expect(() => selectPasses(steps[0]!, selected)).toThrow(expect.objectContaining(details));
});

test("a pass that the step does not have is refused", () => {
  const ops = stepOps([{ kind: "linear", name: "fc", from: ["input"], inputs: 1, outputs: 2, bias: false }], { ...images, height: 1, width: 1 }, 1, { hasLoss: false });
  expect(() => selectPasses({ batch: 1, count: 1, ops }, ["loss"])).toThrow(
    expect.objectContaining({ code: "missing-value", found: "loss", expected: "fprop, wgrad, update" }),
  );
});

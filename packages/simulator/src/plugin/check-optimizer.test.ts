import { type LnsimError, type UpdateBatch } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { checkOptimizer } from "./check-optimizer.ts";

const subject = { name: "mine", source: "mine.ts" };
const good = {
  id: "mine",
  domain: "value",
  gridTop: "current-maximum",
  learningRate: 0.1,
  slots: [{ name: "momentum", initial: 0 }],
  actions: { multiply: 1 },
  step: ({ gradients, change }: UpdateBatch) => gradients.forEach((gradient, i) => (change[i] = -0.1 * gradient)),
};

function refusal(changes: object): LnsimError {
  try {
    checkOptimizer(subject, { ...good, ...changes }, "mine");
  } catch (error) {
    return error as LnsimError;
  }
  throw new Error("the optimizer was accepted");
}

describe("an optimizer", () => {
  test("is accepted when it keeps the contract", () => expect(checkOptimizer(subject, { ...good }, "mine").id).toBe("mine"));

  test.each<[string, object]>([
    ["id", { id: "other" }],
    ["domain", { domain: "values" }],
    ["gridTop", { gridTop: { initialRms: -1 } }],
    ["learningRate", { learningRate: "0.1" }],
    ["slots", { slots: [{ name: "v" }] }],
    ["actions", { actions: { multiply: -1 } }],
    ["step", { step: undefined }],
  ])("with another %s is refused by name", (field, changes) => {
    expect(refusal(changes)).toMatchObject({ code: "plugin-invalid", path: `create().${field} in mine.ts` });
  });

  test("must write a finite change for a zero gradient too", () => {
    const step = ({ gradients, change }: UpdateBatch) => gradients.forEach((gradient, i) => (change[i] = gradient / Math.abs(gradient)));
    expect(refusal({ step })).toMatchObject({ path: "create().step() in mine.ts", found: "NaN" });
  });

  test("with a slip in a field is answered with the nearest name", () => {
    expect(refusal({ learningrate: 1 })).toMatchObject({ nearest: "create().learningRate" });
  });
});

import { expect, test } from "vitest";
import { checkRunInput } from "./check-run-input.ts";
import type { RunInput } from "./run.ts";

const plain: RunInput = {
  machine: "lns-madam", trace: "mnist-lenet", format: "table", set: [], plugin: [], numerics: "on", timing: "on", threads: 1, "checkpoint-every": 100,
  "dump-steps": "1", tensor: [], ops: "10",
};

test("flags that go together are accepted", () => {
  expect(() => checkRunInput(plain)).not.toThrow();
  expect(() => checkRunInput({ ...plain, passes: "fprop", compat: "scalesim", mapping: "m.yaml", roofline: "-", numerics: "off" })).not.toThrow();
  expect(() => checkRunInput({ ...plain, timing: "off", picture: "-", diagnose: "1" })).not.toThrow();
});

test.each<[Partial<RunInput>, object]>([
  [{ passes: "fprop", diagnose: "1" }, { path: "--diagnose", found: "--passes fprop" }],
  [{ passes: "fprop", seeds: "1,2" }, { path: "--seeds" }],
  [{ passes: "fprop", picture: "-" }, { path: "--picture" }],
  [{ timing: "off", roofline: "-" }, { path: "--roofline", found: "--timing off" }],
  [{ timing: "off", passes: "fprop" }, { path: "--passes" }],
  [{ timing: "off", compat: "scalesim" }, { path: "--compat" }],
  [{ timing: "off", mapping: "m.yaml" }, { path: "--mapping" }],
  [{ timing: "off", record: "step.rec" }, { path: "--record" }],
  [{ seeds: "1,2", record: "step.rec" }, { path: "--record", found: "--seeds" }],
  [{ seeds: "1,2", roofline: "-" }, { path: "--roofline", found: "--seeds" }],
  [{ numerics: "off", picture: "-" }, { path: "--picture", found: "--numerics off" }],
  [{ tensor: ["fc1.weight"] }, { path: "--tensor" }],
])("%o would do nothing", (flags, expected) => {
  expect(() => checkRunInput({ ...plain, ...flags })).toThrow(expect.objectContaining({ code: "invalid-combination", ...expected }));
});

test("a picture that could not be written is refused before the run", () => {
  expect(() => checkRunInput({ ...plain, roofline: "no-such-folder/roof.svg" })).toThrow(expect.objectContaining({ code: "file-unwritable" }));
});

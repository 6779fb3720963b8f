import type { Optimizer } from "@lnsim/contracts";
import { isRecord } from "./is-record.ts";
import { refusal, refuseUnknownFields, type BehaviourCheck, type PluginSubject } from "./refusal.ts";

const fields = ["id", "domain", "gridTop", "learningRate", "slots", "actions", "step"];

/**
 * Checks an optimizer that a plugin made: the shape of every field, then, unless its behaviour stays unchecked, one step on four
 * parameters.
 *
 * @throws {LnsimError} code "plugin-invalid" for the first fault.
 */
export function checkOptimizer(subject: PluginSubject, value: unknown, id: string, behaviour: BehaviourCheck = "checked"): Optimizer {
  if (!isRecord(value)) throw refusal(subject, { field: "create()", found: value, expected: "an optimizer" });
  const require = (field: string, holds: boolean, expected: string): void => {
    if (!holds) throw refusal(subject, { field: `create().${field}`, found: value[field], expected });
  };
  refuseUnknownFields(subject, value, fields, "create().");
  require("id", value.id === id, `the id it was given, "${id}"`);
  require("domain", value.domain === "value" || value.domain === "log2-magnitude", "value or log2-magnitude");
  require("gridTop", isGridTop(value.gridTop), "current-maximum, or { initialRms: a positive number }");
  require("learningRate", typeof value.learningRate === "number" && value.learningRate > 0, "a positive number");
  require("slots", Array.isArray(value.slots) && value.slots.every(isSlot), "a list of { name, initial, decay from 0 to 1 if any }");
  require("actions", isRecord(value.actions) && Object.values(value.actions).every(isCount), "counts by action name");
  require("step", typeof value.step === "function", "a function (batch)");
  const optimizer = Object.freeze(value) as unknown as Optimizer;
  if (behaviour === "checked") checkStep(subject, optimizer);
  return optimizer;
}

/** One step must write a finite change for every parameter. */
function checkStep(subject: PluginSubject, optimizer: Optimizer): void {
  const weights = optimizer.domain === "value" ? [0.5, -0.25, 0, 1] : [1, -1, 0, 1];
  const change = new Float64Array(4).fill(Number.NaN);
  optimizer.step({
    step: 1,
    learningRate: optimizer.learningRate,
    weights: Float64Array.from(weights),
    gradients: new Float64Array([0.125, -2, 0, 0]),
    slots: optimizer.slots.map((slot) => new Float32Array(4).fill(slot.initial)),
    change,
  });
  if (change.every(Number.isFinite)) return;
  throw refusal(subject, {
    field: "create().step()",
    found: change.find((each) => !Number.isFinite(each)),
    expected: "a finite change for every parameter, zero gradients included",
  });
}

function isGridTop(value: unknown): boolean {
  if (value === "current-maximum") return true;
  return isRecord(value) && typeof value.initialRms === "number" && value.initialRms > 0;
}

function isSlot(value: unknown): boolean {
  if (!isRecord(value) || typeof value.name !== "string" || !Number.isFinite(value.initial)) return false;
  return value.decay === undefined || (typeof value.decay === "number" && value.decay >= 0 && value.decay <= 1);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}

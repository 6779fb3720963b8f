import { createHash } from "node:crypto";
import type { MachineTiming } from "../../timing/machine-timing.ts";
import type { Op } from "../../workload/operation.ts";
import type { JobRunner } from "../compute/job-runner.ts";
import type { ComputeArray } from "../job/job.ts";
import type { JobMemory } from "../job/job-memory.ts";
import type { OuterDescription } from "../machine/description.ts";
import type { ChipProgram } from "../program/program.ts";

/** All that decides the timing of a step. */
export interface StepParts {
  readonly outer: OuterDescription;
  readonly array: ComputeArray;
  readonly ops: readonly Op[];
  readonly program: ChipProgram;
  readonly runner: JobRunner;
}

/** Hash of all that decides the timing of a step: of the array, what its jobs take and what it counts. Its jobs are simulated for it. */
export function stepKey({ outer, array, ops, program, runner }: StepParts): string {
  const { actions, activities, workers, macsPerCycle } = array;
  const hash = createHash("sha256");
  const add = (part: unknown): void => void hash.update(`${JSON.stringify(part, plainNumbers)}\n`);
  add([outer, ops, { actions, activities, workers, macsPerCycle }, program.stash, [...program.mappings]]);
  for (const op of program.ops) add(op);
  for (const [number, job] of program.jobs.entries()) add([job, runner.taken(number), array.issuedSlots(job)]);
  return hash.digest("base64");
}

/** Typed arrays as a text of their numbers, and what is no finite number by its name. */
function plainNumbers(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return String(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** The timing of that key, or else the one that is found. */
export function rememberedStep(steps: NonNullable<JobMemory["steps"]>, key: string, find: () => MachineTiming): MachineTiming {
  const timing = steps.get(key) ?? find();
  steps.set(key, timing);
  return timing;
}

import { LnsimError } from "@lnsim/contracts";
import { tensorRoles, type Arithmetic } from "@lnsim/training";
import type { RunRequest } from "./run-request.ts";

/** What there is to take operands from. */
export interface ValueSources {
  readonly arithmetic: Arithmetic;
  /** Whether the training is repeated, and how many steps of it. */
  readonly trains: boolean;
  readonly steps: number;
}

/** Which codes are to pass through the machine; null for none. */
export type WantedValues = { readonly operands: "random" } | { readonly operands: "training"; readonly step: number } | null;

/**
 * Decides which codes pass through the machine: by default those of the first step of a training that is repeated.
 *
 * @throws {LnsimError} for a step that is not repeated, for trainings in log arithmetic, which keep their products to themselves, and for
 * scales of vectors.
 */
export function wantedValues({ values, timing }: Pick<RunRequest, "values" | "timing">, { arithmetic, trains, steps }: ValueSources): WantedValues {
  if (values === undefined || values === false || timing === false) return null;
  const isLog = arithmetic.datapaths.fprop.kind === "log";
  const hasVectorScales = tensorRoles.some((role) => arithmetic[role].scaled && arithmetic.scales[role].granularity === "vector");
  if (values === true) return trains && !isLog && !hasVectorScales ? { operands: "training", step: 1 } : { operands: "random" };
  if (values.operands === "random") return values;
  const { step = 1 } = values;
  if (!trains) refuse("--values", "no training is repeated whose operands could pass through the machine", "training", "a value trace, all passes and --numerics on");
  if (isLog) refuse("--values", "a training in log arithmetic forms its products among its layers, where nothing else sees them", "training", "random");
  if (hasVectorScales) refuse("--values", "scales of vectors do not pass through the machine with their codes", "training", "random, or formats with a scale a tensor");
  if (!Number.isSafeInteger(step) || step < 1 || step > steps) refuse("--values-step", "there is no such step whose operands could pass through the machine", String(step), `a whole number from 1 to ${steps}, the steps that are replayed`);
  return { operands: "training", step };
}

function refuse(path: string, message: string, found: string, expected: string): never {
  throw new LnsimError({ code: "invalid-combination", message, path, found, expected, remedy: "set --values=random for random codes" });
}

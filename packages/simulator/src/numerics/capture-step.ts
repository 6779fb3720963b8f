import { LnsimError } from "@lnsim/contracts";
import type { TraceReader } from "@lnsim/trace";
import { observedValues, replay, type ObservedTensor, type TensorObserver } from "@lnsim/training";
import { describeMachine, type MachineDescription } from "../machine/describe-machine.ts";
import { prepareReplay } from "../run/accuracy.ts";
import { resolveArithmetic } from "../run/resolve-arithmetic.ts";
import { resolveOptimizer } from "../run/resolve-optimizer.ts";
import { resolveSchedule } from "../run/resolve-schedule.ts";
import { resolveSeed } from "../run/resolve-seed.ts";
import type { RunRequest } from "../run/run-request.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { requireValues } from "./require-values.ts";
import type { StudyHooks } from "./task-progress.ts";

/** Which step of which training to look at. */
export interface StepRequest extends Pick<RunRequest, "machine" | "trace" | "set" | "plugins" | "folder" | "data" | "seed"> {
  /** From 1. */
  readonly step: number;
}

/** The weights of a layer as its products read them, and their gradients as the update reads them. */
export interface WeightTensor {
  readonly name: string;
  readonly weights: Float64Array;
  readonly gradients: Float64Array;
}

/** The weight tensors of one training step. */
export interface CapturedStep {
  readonly machine: Pick<MachineDescription, "name" | "hash" | "changes">;
  readonly trace: { readonly name: string; readonly hash: string };
  readonly tensors: readonly WeightTensor[];
}

/**
 * Trains in the machine's arithmetic until a step, and takes the weights and gradients of that step; null when it was
 * stopped.
 *
 * @throws {LnsimError} for a step that the trace does not have, and as `run`.
 */
export async function captureStep(request: StepRequest, { onProgress, signal }: StudyHooks): Promise<CapturedStep | null> {
  const folder = request.folder ?? process.cwd();
  const trace = openNamedTrace({ trace: request.trace, folder });
  requireValues(trace);
  requireStep(trace, request.step);
  const { set, plugins, step } = request;
  const machine = await describeMachine({ machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) });
  const capture = createCapture(step);
  const { clipNorm } = machine.values.training;
  const arithmetic = resolveArithmetic(machine);
  const optimizer = resolveOptimizer(machine, trace.header);
  const schedule = resolveSchedule(machine.values.training);
  const seed = resolveSeed(request.seed, trace.header);
  const plan = { trace, arithmetic, optimizer, schedule, clipNorm, steps: step, seed, identity: {} };
  const { data, engine } = prepareReplay(plan, { ...(request.data !== undefined && { data: request.data }) });
  const { steps } = replay({
    trace,
    data,
    engine,
    arithmetic,
    optimizer,
    schedule,
    steps: step,
    seed,
    countsLosses: false,
    ...(clipNorm > 0 && { clipNorm }),
    onTensor: capture.observe,
    onStep: ({ step: done }) => onProgress?.({ phase: "training", done, total: step, unit: "step", share: done / step }),
    // The evaluation after the last step is of no use here.
    signal: { get aborted() { return capture.isDone() || signal?.aborted === true; } },
  });
  if (steps < step || signal?.aborted === true) return null;
  const { name, hash, changes } = machine;
  return { machine: { name, hash, changes }, trace: { name: trace.header.name, hash: trace.contentHash }, tensors: capture.tensors() };
}

/** Keeps the weights of a step until their gradients are there. */
export function createCapture(step: number): { readonly observe: TensorObserver; readonly isDone: () => boolean; readonly tensors: () => readonly WeightTensor[] } {
  const weights = new Map<string, Float64Array>();
  const tensors: WeightTensor[] = [];
  let isDone = false;
  const observe = (tensor: ObservedTensor): void => {
    if (tensor.step !== step) return;
    if (tensor.role === "W") weights.set(`${tensor.name}.grad`, observedValues(tensor));
    // Updates come after all gradients.
    if (tensor.role === "update") isDone = true;
    const found = tensor.role === "G" ? weights.get(tensor.name) : undefined;
    if (found !== undefined) tensors.push({ name: tensor.name.slice(0, -".grad".length), weights: found, gradients: observedValues(tensor) });
  };
  return { observe, isDone: () => isDone, tensors: () => tensors };
}

function requireStep({ header }: TraceReader, step: number): void {
  if (Number.isSafeInteger(step) && step >= 1 && step <= header.steps) return;
  throw new LnsimError({
    code: "invalid-value",
    message: `the trace ${header.name} has no such step`,
    path: "--step",
    found: String(step),
    expected: `a whole number from 1 to ${header.steps}`,
  });
}

import type { MachineDescription } from "../machine/describe-machine.ts";
import { accuracyOf, prepareReplay, replayAccuracy, type PreparedReplay, type ReplayPlan, type ReplayRequest } from "./accuracy.ts";
import { trainingKey } from "./part-keys.ts";
import type { FoundTraining, RunMemory } from "./run-memory.ts";
import type { RunHooks } from "./run-request.ts";

/** A training that was done before, or everything that it takes. */
export type ReadyTraining =
  | { readonly known: FoundTraining }
  | { readonly known: null; readonly prepared: PreparedReplay; readonly key: string | null };

/** What a training found, and how fast it went; null where nothing was trained because it was known. */
export interface TrainedRun extends FoundTraining {
  readonly stepsPerSecond: number | null;
}

/** Looks a training up, and loads what it needs where it is not known. @throws {LnsimError} like {@link prepareReplay}. */
export function readyTraining(plan: ReplayPlan, request: ReplayRequest, machine: MachineDescription, memory?: RunMemory): ReadyTraining {
  const key = plan.onProduct === undefined ? trainingKey(machine, plan, request) : null;
  const known = key === null ? undefined : memory?.recall("training", key);
  return known !== undefined ? { known } : { known: null, prepared: prepareReplay(plan, request), key };
}

/** Trains, unless it is known; null when it was stopped. @throws {LnsimError} like {@link replayAccuracy}. */
export function finishTraining(training: ReadyTraining, hooks: RunHooks): TrainedRun | null {
  if (training.known !== null) return { ...training.known, stepsPerSecond: null };
  const { prepared, key } = training;
  const started = performance.now();
  const replayed = replayAccuracy(prepared, hooks);
  if (replayed === null) return null;
  const seconds = Math.max((performance.now() - started) / 1000, 1e-9);
  const found: FoundTraining = { accuracy: accuracyOf(prepared, replayed), notes: replayed.notes };
  if (key !== null) hooks.memory?.remember("training", key, found);
  return { ...found, stepsPerSecond: prepared.steps / seconds };
}

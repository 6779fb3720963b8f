import type { ChipDescription, Op, OpenMachine } from "@lnsim/hardware";
import { describeMachine, type MachineDescription } from "../machine/describe-machine.ts";
import { checkRun } from "../run/checked-run.ts";
import type { RunRequest } from "../run/run-request.ts";
import { planTiming } from "../run/timed-run.ts";
import { openStep } from "../run/timing.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { LnsimError } from "@lnsim/contracts";

/** The first step of a run, before it is run. */
export interface PreparedStep {
  readonly described: MachineDescription;
  /** What the trace is called. */
  readonly trace: string;
  readonly description: ChipDescription;
  readonly ops: readonly Op[];
  readonly machine: OpenMachine;
  readonly seed: number;
  readonly optimizer: string;
}

/**
 * Prepares the first step of a run.
 *
 * @throws {LnsimError} for every mistake in the request, as `run` does, and where the machine has no PE for its arithmetic.
 */
export async function prepareStep(request: RunRequest): Promise<PreparedStep> {
  const { set, plugins, folder = process.cwd() } = request;
  const trace = openNamedTrace(request);
  const described = await describeMachine({ machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) });
  const { timing, seed, optimizer } = checkRun({ ...request, timing: true }, described, trace);
  const planned = planTiming(timing!);
  if ("reason" in planned) throw withoutPe(planned.reason);
  const { description } = planned.timing;
  const { machine, ops } = openStep(planned.timing, 0);
  return { described, trace: trace.header.name, description, ops, machine, seed, optimizer: optimizer.id };
}

function withoutPe(reason: string): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: "there is no machine to look into",
    found: reason,
    remedy: "choose one format for weights, activations and gradients, one that a PE multiplies",
  });
}

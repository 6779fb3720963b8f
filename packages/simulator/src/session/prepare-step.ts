import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import type { OpenMachine, Op } from "@lnsim/hardware";
import type { RecorderOptions, RecordingHeader } from "@lnsim/recording";
import { describeMachine, type MachineDescription } from "../machine/describe-machine.ts";
import { outsidePlugins } from "../plugin/outside-plugins.ts";
import { checkRun, type CheckedRun, type RunTrace } from "../run/checked-run.ts";
import type { RunRequest } from "../run/run-request.ts";
import { planTiming } from "../run/timed-run.ts";
import { wantedValues } from "../run/wanted-values.ts";
import type { OpenedStep, TimingPlan } from "../run/timing.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { version } from "../version.ts";
import { packOrigin, writtenPaths, type TrainingOrigin } from "./origin.ts";
import { jobPlace } from "./step-recording.ts";

/** The first step of a run, before anything of it is built. */
export interface PreparedStep {
  readonly request: RunRequest;
  readonly described: MachineDescription;
  /** What the trace is called. */
  readonly trace: string;
  readonly plan: TimingPlan;
  readonly seed: number;
  readonly optimizer: string;
  /** The training whose codes are in datapaths; null for random ones. */
  readonly training: TrainingOrigin | null;
}

/**
 * Checks a request and plans its first step.
 *
 * @throws {LnsimError} for every mistake in the request, as `run` does, and where the machine has no PE for its arithmetic.
 */
export async function prepareStep(request: RunRequest): Promise<PreparedStep> {
  const { set, plugins, folder = process.cwd() } = request;
  const trace = openNamedTrace(request);
  const described = await describeMachine({ machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) });
  const checked = checkRun({ ...request, timing: true }, described, trace);
  const { seed, optimizer } = checked;
  const planned = planTiming(checked.timing!);
  if ("reason" in planned) throw withoutPe(planned.reason);
  return { request, described, trace: trace.header.name, plan: planned.timing, seed, optimizer: optimizer.id, training: trainingOf(request, checked, trace) };
}

/** The training that datapaths show a step of: where one can be repeated, whether the run does so or not. */
function trainingOf({ trace, values, data, redraw }: RunRequest, { arithmetic, steps }: CheckedRun, { header, contentHash }: RunTrace): TrainingOrigin | null {
  const asked = typeof values === "object" ? values : true;
  const wanted = wantedValues({ values: asked }, { arithmetic, trains: header.kind === "value", steps });
  if (wanted === null || wanted.operands === "random") return null;
  return { name: header.name, trace, traceHash: contentHash, step: wanted.step, ...(data !== undefined && { data: resolve(data) }), ...(redraw !== undefined && { redraw }) };
}

function withoutPe(reason: string): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: "there is no machine to record, or to look into",
    found: reason,
    remedy: "choose one format for weights, activations and gradients, one that a PE multiplies",
  });
}

/** Handler calls between snapshots: replayed in a few milliseconds. */
const snapshotEvents = 4096;

/** How the step is recorded on its machine. */
export function recorderOptions(prepared: PreparedStep, { machine, ops }: OpenedStep): RecorderOptions {
  const jobs = jobPlace(machine);
  return { header: headerOf(prepared, machine, ops), snapshotEvents, ...(jobs !== null && { jobs }) };
}

function headerOf({ request, described, trace, plan, seed, optimizer, training }: PreparedStep, machine: OpenMachine, ops: readonly Op[]): RecordingHeader {
  const { name, hash, values, registry } = described;
  const { set, plugins, folder = process.cwd() } = request;
  const origin = packOrigin({
    description: plan.description,
    ops,
    mappings: machine.mappings,
    values,
    written: writtenPaths(described),
    hasPlugins: outsidePlugins(registry).length > 0,
    request: { machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) },
    seed,
    optimizer,
    ...(training !== null && { training }),
  });
  return { version, machineHash: hash, machine: name, trace, gigahertz: machine.kind === "chip" ? values.clock.gigahertz : null, origin };
}

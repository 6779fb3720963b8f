import { LnsimError } from "@lnsim/contracts";
import { Pins } from "@lnsim/dataflow";
import { openMachine, timingDescription, type OpenMachine } from "@lnsim/hardware";
import { createRecorder, openRecording, type Recording } from "@lnsim/recording";
import { canonicalHash } from "../machine/hash.ts";
import type { RunRequest } from "../run/run-request.ts";
import { openStep } from "../run/timing.ts";
import { version } from "../version.ts";
import { unpackOrigin, type StepOrigin } from "./origin.ts";
import { prepareStep, recorderOptions } from "./prepare-step.ts";
import type { Session } from "./session.ts";
import { LiveStep } from "./live-step.ts";
import { StepRecording } from "./step-recording.ts";
import { StepSession, type StepInside } from "./step-session.ts";
import { StepStates } from "./step-states.ts";
import { openDatapaths } from "./open-datapaths.ts";
import { stepArithmetic, type StepArithmetic } from "./step-arithmetic.ts";
import { StepPrices } from "./step-prices.ts";

/** What is looked into: a recording file, or the first step of a run that is simulated as far as somebody looks. */
export type SessionSource = { readonly recording: string } | { readonly request: RunRequest };

/**
 * Opens a session.
 *
 * @throws {LnsimError} as `openRecording` does for a file, as `run` does for a request.
 */
export async function openSession(source: SessionSource): Promise<Session> {
  return "recording" in source ? openRecorded(source.recording) : openLive(source.request);
}

async function openRecorded(path: string): Promise<Session> {
  const recording = openRecording(path);
  const refusal = foreignness(recording, path);
  const origin = refusal === null ? unpackOrigin(recording.header.origin) : null;
  const computes = origin === null ? null : await stepArithmetic(origin);
  return new StepSession({
    recording,
    inside() {
      if (refusal !== null) throw refusal;
      return insideOf(recording, reopened(origin!), origin!, computes!);
    },
    live: null,
    close: () => recording.close(),
  });
}

/** Simulates as far as it is asked to; bursts are not cut at those places, so that nothing depends on them. */
async function openLive(request: RunRequest): Promise<Session> {
  const prepared = await prepareStep(request);
  const step = openStep(prepared.plan, 0);
  const { machine } = step;
  const recorder = createRecorder(recorderOptions(prepared, step));
  const recording = new StepRecording(machine, recorder);
  const origin = unpackOrigin(recorder.recording.header.origin);
  const computes = await stepArithmetic(origin);
  return new StepSession({
    recording: recorder.recording,
    inside: () => insideOf(recorder.recording, machine, origin, computes),
    live: new LiveStep(machine.kernel, recording),
    close() {},
  });
}

function insideOf(recording: Recording, machine: OpenMachine, origin: StepOrigin, computes: StepArithmetic): StepInside {
  const { leader, open, jobs } = machine;
  const states = new StepStates(recording, { leader, open, openJob: (job) => jobs!.open(job) });
  const datapaths = openDatapaths(origin, computes);
  const prices = new StepPrices(origin.values, computes, machine);
  return {
    states,
    datapathAt: (cycle, block) => datapaths.at({ recording, states, machine }, cycle, block),
    priceOf: (block, counter) => prices.of(block, counter),
  };
}

/** The machine of a recording, built again. */
function reopened({ description, ops, mappings }: StepOrigin): OpenMachine {
  return openMachine(timingDescription(description), ops, { exact: "skip", pins: new Pins(mappings) });
}

/** Why this program cannot build the machine of a recording again; null when it can. */
function foreignness({ header }: Recording, path: string): LnsimError | null {
  if (header.version !== version) return foreign(path, `one of lnsim ${header.version}`, `one of lnsim ${version}, which this is`);
  const { values } = unpackOrigin(header.origin);
  const hash = canonicalHash(values);
  return hash === header.machineHash ? null : foreign(path, `one of the machine ${header.machineHash}`, `one of the machine ${hash}, which it describes`);
}

function foreign(path: string, found: string, expected: string): LnsimError {
  return new LnsimError({
    code: "recording-foreign",
    message: "what stands in queues, registers and lanes cannot be worked out for this recording",
    path,
    found,
    expected,
    remedy: "record it again (lnsim run --record), or use the version that made it; all that was recorded can be looked at",
  });
}

import type { TraceReader } from "@lnsim/trace";
import type { Arithmetic } from "@lnsim/training";
import { describeMachine } from "../machine/describe-machine.ts";
import type { MachineValues } from "../machine/machine-tree.ts";
import { resultSchemaVersion, type RunResult } from "../result/run-result.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { readyValues } from "../values/ready-values.ts";
import { version } from "../version.ts";
import { checkRun } from "./checked-run.ts";
import { formatsByRole } from "./formats-by-role.ts";
import { runNotes, type NoteInput } from "./notes.ts";
import { resolveSchedule } from "./resolve-schedule.ts";
import type { RunHooks, RunRequest } from "./run-request.ts";
import { timeRun, untimedRun } from "./timed-run.ts";
import { finishTraining, readyTraining } from "./trained-run.ts";

/**
 * Replays a training trace on a machine: cycles, energy and accuracy. Same request, same result, apart from the times.
 * Resolves to null when it was stopped.
 *
 * @throws {LnsimError} for every mistake in the request, the files it names or the plugins it loads; an AggregateError of
 * them when several values of the machine description are wrong.
 */
export async function run(request: RunRequest, hooks: RunHooks = {}): Promise<RunResult | null> {
  const started = performance.now();
  const folder = request.folder ?? process.cwd();
  const trace = openNamedTrace(request);
  const { set, plugins } = request;
  const machine = await (hooks.describe ?? describeMachine)({ machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) });
  const checked = checkRun(request, machine, trace);
  const { mapping, arithmetic, optimizer, shapes, steps, seed } = checked;
  const identity = { machine: machine.hash, trace: trace.contentHash, optimizer: optimizer.id, seed: String(seed), redraw: String(request.redraw ?? "none"), version };
  const { clipNorm } = machine.values.training;
  const schedule = resolveSchedule(machine.values.training);
  const inMachine = readyValues(checked);
  const onProduct = inMachine === null ? {} : { onProduct: { step: checked.valueStep!, observe: inMachine.observe } };
  const training = checked.trains
    ? readyTraining({ trace, arithmetic, optimizer, schedule, clipNorm, steps, seed, identity, ...onProduct }, request, machine, hooks.memory)
    : null;

  const timed = checked.timing === null ? untimedRun : timeRun(checked.timing, hooks);
  if (timed === null) return null;

  const trained = training === null ? null : finishTraining(training, hooks);
  if (training !== null && trained === null) return null;
  return {
    schema: resultSchemaVersion,
    machine: {
      name: machine.name,
      hash: machine.hash,
      changes: machine.changes,
      formats: formatsByRole(arithmetic, machine.registry),
      ...datapathNames(arithmetic),
      mapping: mapping === null ? null : { hash: mapping.hash, pinned: mapping.count },
    },
    trace: {
      name: trace.header.name,
      hash: trace.contentHash,
      kind: trace.header.kind,
      input: trace.header.input?.kind ?? null,
      batchSize: trace.header.batchSize,
      steps: trace.header.steps,
      replayed: shapes.map(({ shape, count }) => ({ batch: shape.batch, count })),
      passes: request.passes ?? null,
    },
    ...timed.found,
    ...(inMachine !== null && { values: inMachine.finish() }),
    accuracy: trained?.accuracy ?? null,
    accuracyReason: trained === null ? missingAccuracy(request, trace) : null,
    notes: runNotes({
      arithmetic,
      replayed: trained,
      energy: timed.found.energy,
      unbounded: unboundedMemory(machine.values, timed.found),
      pinnedBatches: mapping === null ? null : shapes.map(({ shape }) => shape.batch),
    }),
    simulation: {
      wallSeconds: (performance.now() - started) / 1000,
      ...timed.simulation,
      exact: request.exact ?? "skip",
      stepsPerSecond: trained?.stepsPerSecond ?? null,
      seed,
      version,
    },
  };
}

/** The datapath in words, and the backward one where it differs. */
function datapathNames({ datapaths }: Arithmetic): Pick<RunResult["machine"], "datapath" | "backwardDatapath"> {
  const { fprop, dgrad, wgrad } = datapaths;
  const backward = dgrad.description === wgrad.description ? dgrad.description : `dgrad ${dgrad.description}; wgrad ${wgrad.description}`;
  return { datapath: fprop.description, backwardDatapath: backward === fprop.description ? null : backward };
}

/** What DRAM is asked to hold where its capacity is left out of account. */
function unboundedMemory({ memory: { kind }, dram }: MachineValues, { memory }: Pick<RunResult, "memory">): NoteInput["unbounded"] {
  const peak = memory?.find(({ level }) => level === "dram");
  if (kind !== "hierarchy" || dram.capacity !== "unbounded" || peak === undefined) return null;
  return { peakBytes: peak.bytes, dramBytes: dram.capacityBytes };
}

function missingAccuracy(request: RunRequest, trace: TraceReader): string {
  if (request.numerics === false) return "the run was asked to leave the numerics out (--numerics off)";
  if (trace.header.kind === "value") return "the run was asked for some passes only (--passes), and a training needs all of them";
  return `${trace.header.name} is a shape trace: it says what was computed, not with which values`;
}

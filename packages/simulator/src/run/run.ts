import { LnsimError } from "@lnsim/contracts";
import type { TraceReader } from "@lnsim/trace";
import type { Arithmetic } from "@lnsim/training";
import { describeMachine } from "../machine/describe-machine.ts";
import type { MachineValues } from "../machine/machine-tree.ts";
import { readMappingPins, requireTiles, type MappingPins } from "../mapping/mapping-pins.ts";
import { resultSchemaVersion, type RunResult } from "../result/run-result.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { version } from "../version.ts";
import { accuracyOf, prepareReplay, replayAccuracy } from "./accuracy.ts";
import { formatsByRole } from "./formats-by-role.ts";
import { runNotes } from "./notes.ts";
import { resolveArithmetic } from "./resolve-arithmetic.ts";
import { resolveOptimizer } from "./resolve-optimizer.ts";
import { resolveSchedule } from "./resolve-schedule.ts";
import { resolveSeed } from "./resolve-seed.ts";
import type { RunHooks, RunRequest } from "./run-request.ts";
import { requireScaleSim } from "./scale-sim.ts";
import { countShapes, withPasses } from "./step-counts.ts";
import { timeRun, untimedRun } from "./timed-run.ts";

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
  const machine = await describeMachine({ machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) });
  if (request.compat === "scalesim") requireScaleSim(machine.values);
  const mapping = mappingOf(request, machine.values, folder);
  const arithmetic = resolveArithmetic(machine);
  const optimizer = resolveOptimizer(machine, trace.header);
  const shapes = withPasses(countShapes(trace.header, request.steps), request.passes);
  const seed = resolveSeed(request.seed, trace.header);
  const steps = shapes.reduce((sum, { count }) => sum + count, 0);
  checkSteps(request, steps);
  const identity = { machine: machine.hash, trace: trace.contentHash, optimizer: optimizer.id, seed: String(seed), redraw: String(request.redraw ?? "none"), version };
  const { clipNorm } = machine.values.training;
  const schedule = resolveSchedule(machine.values.training);
  const replay = wantsReplay(request, trace)
    ? prepareReplay({ trace, arithmetic, optimizer, schedule, clipNorm, steps, seed, identity }, request)
    : null;

  const exact = request.exact ?? "skip";
  const compat = request.compat ?? null;
  const isTimed = request.timing !== false;
  const timed = isTimed ? timeRun({ values: machine.values, arithmetic, optimizer, header: trace.header, shapes, exact, mapping, compat }, hooks) : untimedRun;
  if (timed === null) return null;

  const replayStarted = performance.now();
  const replayed = replay === null ? null : replayAccuracy(replay, hooks);
  if (replay !== null && replayed === null) return null;
  const replaySeconds = (performance.now() - replayStarted) / 1000;
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
    accuracy: replayed === null ? null : accuracyOf(replay!, replayed),
    accuracyReason: replayed === null ? missingAccuracy(request, trace) : null,
    notes: runNotes({ arithmetic, replayed, energy: timed.found.energy, pinnedBatches: mapping === null ? null : shapes.map(({ shape }) => shape.batch) }),
    simulation: {
      wallSeconds: (performance.now() - started) / 1000,
      ...timed.simulation,
      exact,
      stepsPerSecond: replayed === null ? null : steps / Math.max(replaySeconds, 1e-9),
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

function wantsReplay(request: RunRequest, trace: TraceReader): boolean {
  return request.numerics !== false && request.passes === undefined && trace.header.kind === "value";
}

function mappingOf({ mapping }: RunRequest, values: MachineValues, folder: string): MappingPins | null {
  if (mapping === undefined) return null;
  requireTiles(values, "--mapping");
  return readMappingPins(mapping, folder);
}

/** Steps that are looked at have to be among those replayed. */
function checkSteps({ diagnose = [], dump }: RunRequest, steps: number): void {
  const refuse = (path: string, asked: readonly number[]): void => {
    const beyond = asked.find((step) => !Number.isSafeInteger(step) || step < 1 || step > steps);
    if (beyond === undefined) return;
    throw new LnsimError({
      code: "invalid-value",
      message: "there is no such step to look at",
      path,
      found: String(beyond),
      expected: `whole numbers from 1 to ${steps}, the steps that are replayed`,
    });
  };
  refuse("--diagnose", diagnose);
  refuse("--dump-steps", dump?.steps ?? []);
}

function missingAccuracy(request: RunRequest, trace: TraceReader): string {
  if (request.numerics === false) return "the run was asked to leave the numerics out (--numerics off)";
  if (trace.header.kind === "value") return "the run was asked for some passes only (--passes), and a training needs all of them";
  return `${trace.header.name} is a shape trace: it says what was computed, not with which values`;
}

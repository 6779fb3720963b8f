import { loadTable } from "@lnsim/energy";
import { checkMachine } from "@lnsim/hardware";
import { readMachine, type MachineDescription, type WrittenMachine } from "../machine/describe-machine.ts";
import { editMachine } from "../machine/edit-machine.ts";
import { canonicalHash } from "../machine/hash.ts";
import { withPath } from "../parameter/with-path.ts";
import { outsidePlugins } from "../plugin/outside-plugins.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { checkRun, type CheckedRun, type RunTrace } from "./checked-run.ts";
import { dramCapacity } from "./dram-capacity.ts";
import { peakKey, trainingKey, type TimingContext } from "./part-keys.ts";
import { programVersions } from "./program-versions.ts";
import type { RunRequest } from "./run-request.ts";
import { planTiming } from "./timed-run.ts";
import { peakBytes, requireRoom, type TimingPlan } from "./timing.ts";
import { areaOf } from "./energy.ts";

/** A run that was checked and not done. */
export interface PlannedRun {
  readonly machine: MachineDescription;
  readonly trace: { readonly name: string; readonly hash: string; readonly kind: "value" | "shape"; readonly steps: number };
  /** SHA-256 of everything that decides the result: runs of equal keys have equal results. */
  readonly resultKey: string;
  /** Of the timing in a `RunMemory`; null where nothing is timed. */
  readonly timingKey: string | null;
  /** Of the training in a `RunMemory`; null where nothing is trained, or the training has no key: with plugins from outside. */
  readonly trainingKey: string | null;
  /** Whether a training is repeated. */
  readonly trains: boolean;
}

/** Checks runs and tells which of them have parts in common, without doing any. Reads every file once: make one for a batch of runs. */
export class RunPlanner {
  readonly #machines = new Map<string, Promise<WrittenMachine>>();
  readonly #traces = new Map<string, RunTrace>();
  readonly #tables = new Map<string, string>();
  /** Bytes of the outermost memory, by what decides them. */
  readonly #peaks = new Map<string, number>();

  /**
   * @throws {LnsimError} for what `run` would refuse before it begins; an AggregateError of them when several values of the machine
   * description are wrong. Left to the run: whether operands fit their buffers, and what a training loads.
   */
  async plan(request: RunRequest): Promise<PlannedRun> {
    const trace = this.#trace(request);
    const machine = await this.machine(request);
    const checked = checkRun(request, machine, trace);
    const timing = checked.timing === null ? null : planTiming(checked.timing);
    const isTimed = timing !== null && "key" in timing;
    if (isTimed) {
      checkMachine(timing.timing.description);
      this.#requireRoom(timing.timing, checked.timing!);
    }
    const table = isTimed ? this.#table(machine.values.energy.table) : null;
    const { steps, seed, optimizer } = checked;
    return {
      machine,
      trace: { name: trace.header.name, hash: trace.contentHash, kind: trace.header.kind, steps: trace.header.steps },
      resultKey: resultKey(request, machine, { trace, checked, table }),
      timingKey: isTimed ? timing.key : null,
      trainingKey: checked.trains ? trainingKey(machine, { trace, optimizer, steps, seed }, request) : null,
      trains: checked.trains,
    };
  }

  /**
   * Silicon of a request's machine in um^2, as its run will report it.
   *
   * @throws {LnsimError} as `plan`, and for a machine whose datapath, or whose timing, has no prices.
   */
  async areaUm2(request: RunRequest): Promise<number> {
    const machine = await this.machine(request);
    return areaOf(checkRun({ ...request, timing: true }, machine, this.#trace(request)).timing!);
  }

  /** The machine of a request. @throws {LnsimError} as `describeMachine`. */
  async machine({ machine, plugins, set, folder }: Pick<RunRequest, "machine" | "plugins" | "set" | "folder">): Promise<MachineDescription> {
    const key = JSON.stringify([machine, plugins, folder]);
    const read = this.#machines.get(key) ?? readMachine({ machine, ...(plugins && { plugins }), ...(folder !== undefined && { folder }) });
    this.#machines.set(key, read);
    return editMachine(await read, set ?? []);
  }

  /** @throws {LnsimError} for steps that do not fit DRAM. */
  #requireRoom(timing: TimingPlan, context: Pick<TimingContext, "traceHash" | "passes">): void {
    const capacityBytes = dramCapacity(timing.description);
    if (capacityBytes === null) return;
    const key = peakKey(timing, context);
    const bytes = this.#peaks.get(key) ?? peakBytes(timing);
    this.#peaks.set(key, bytes);
    if (bytes > capacityBytes) requireRoom(timing);
  }

  /** Kept without its values. */
  #trace(request: RunRequest): RunTrace {
    const key = JSON.stringify([request.trace, request.batch, request.folder]);
    const known = this.#traces.get(key);
    if (known !== undefined) return known;
    const { header, contentHash } = openNamedTrace(request);
    this.#traces.set(key, { header, contentHash });
    return { header, contentHash };
  }

  #table(name: string): string {
    const known = this.#tables.get(name) ?? canonicalHash(withPath("energy.table", () => loadTable(name)));
    this.#tables.set(name, known);
    return known;
  }
}

interface KeyParts {
  readonly trace: RunTrace;
  readonly checked: CheckedRun;
  /** Hash of the prices; null where nothing is priced. */
  readonly table: string | null;
}

/** Threads, files that are written on the way and the modes of `exact` change no result. */
function resultKey(request: RunRequest, machine: MachineDescription, { trace, checked, table }: KeyParts): string {
  const { mapping, optimizer, seed, timing, trains, shapes } = checked;
  return canonicalHash({
    machine: [machine.name, machine.hash],
    trace: [trace.header.name, trace.contentHash],
    plugins: outsidePlugins(machine.registry).map(({ kind, name, edition }) => [kind, name, edition]),
    prices: table,
    seed,
    redraw: request.redraw ?? null,
    run: { trains, times: timing !== null, passes: request.passes ?? null, steps: shapes.map(({ count }) => count), mapping: mapping?.hash ?? null },
    studied: [request.compat ?? null, request.diagnose ?? null],
    optimizer: optimizer.id,
    versions: programVersions,
  });
}

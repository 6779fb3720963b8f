import type { MappingEntry, Pins } from "@lnsim/dataflow";
import type { ExactMode, Kernel } from "@lnsim/kernel";
import type { computeActivities } from "../chip/compute/state.ts";
import type { JobMemory } from "../chip/job/job-memory.ts";
import type { Job } from "../chip/job/job.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { gridWorkAt } from "../chip/grid/work-at.ts";
import { openChip } from "../chip/step/open-chip.ts";
import { peTiming } from "../pe/step/pe-timing.ts";
import { peWorkAt } from "../pe/step/work-at.ts";
import { openStep } from "../pe/step/simulate-step.ts";
import { playStep } from "../systolic/player/play-step.ts";
import { simulateSystolic } from "../systolic/step/simulate-systolic.ts";
import { actionsCounted } from "../pe/step/read-counters.ts";
import { actionsCounted as systolicActionsCounted } from "../systolic/player/actions-counted.ts";
import type { ActionCount, MachineTiming } from "../timing/machine-timing.ts";
import type { Op } from "../workload/operation.ts";
import { computeArray, machineKind, type MachineKind } from "./machine-kind.ts";
import { timedArray, WatchedArray, type NumberedWatch } from "./watched-array.ts";
import type { WorkMoment, WorkPlace } from "./work-place.ts";

/** How a step is simulated; it changes nothing but `simulation`. */
export interface MachineRunOptions {
  readonly exact: ExactMode;
  /** Mappings that are not searched; for machines with a global buffer. */
  readonly pins?: Pins;
  /** What jobs took on machines before this one; looked up where repetitions may be skipped. */
  readonly jobs?: JobMemory;
}

/** The jobs of a step whose array is simulated apart. */
export interface OpenJobs {
  /** The step's block that works on jobs: it counts `job<n>` when job n starts, and is in this activity until it is over. */
  readonly block: string;
  readonly activity: string;
  readonly jobs: readonly Job[];
  /** Kinds of the blocks inside that are the array proper. */
  readonly workerKinds: readonly string[];
  /** A kernel of its own at cycle 0 of a job; its blocks are the same for every job. */
  open(job: number): Kernel;
  /** Has `watch` told of every job's kernel, at its cycle 0, the first time the job is simulated. */
  watch(watch: NumberedWatch): void;
}

/**
 * The machine of one training step, standing before its first cycle. Its kernel counts on its block `leader` when an op retires, in the
 * cycle before: the counter `retired`.
 */
export interface OpenMachine {
  readonly kind: MachineKind;
  readonly kernel: Kernel;
  readonly leader: string;
  /** The ops in the order of their retirement, those that the machine takes product by product expanded. */
  readonly retiring: readonly Op[];
  /** Null where the kernel is all there is. */
  readonly jobs: OpenJobs | null;
  /** How products are cut into tiles: pins with which opening the same step again searches nothing. Empty without a global buffer. */
  readonly mappings: readonly MappingEntry[];
  /** What a block works on in a cycle; null: it is none with a datapath, or it multiplies and updates nothing. */
  workAt(at: WorkMoment): WorkPlace | null;
  /** Another kernel of the step at cycle 0. No job is simulated for it: `cyclesOf` says what each takes. */
  open(cyclesOf: (job: number) => number): Kernel;
  /**
   * What one count of a block's counter stands for, to be priced: nothing for what is no action. What a job of the array does is counted
   * when it starts.
   */
  actionsCounted(block: string, counter: string): readonly ActionCount[];
  /** Runs what is left of the step, checks it and collects. */
  finish(): MachineTiming;
}

/**
 * Opens one training step on the machine that a description is of; see {@link simulateMachine}.
 *
 * @throws {LnsimError} when the description or an op makes no sense.
 */
export function openMachine(description: ChipDescription, ops: readonly Op[], options: MachineRunOptions): OpenMachine {
  switch (machineKind(description)) {
    case "pe":
      return openPe(description, ops, options);
    case "systolic":
      return openSystolic(description, ops, options);
    case "chip":
      return openHierarchy(description, ops, options);
  }
}

function openPe(description: ChipDescription, ops: readonly Op[], options: MachineRunOptions): OpenMachine {
  const { kernel, products, open, finish } = openStep(description, ops, options);
  return {
    kind: "pe",
    kernel,
    leader: "sequencer",
    retiring: products,
    jobs: null,
    mappings: [],
    workAt: (at) => peWorkAt(description, ops, at),
    open,
    actionsCounted: (block, counter) => actionsCounted(description, block, counter),
    finish: () => peTiming(description, ops, finish()),
  };
}

/** Nothing of it is simulated in a kernel; the kernel that plays it is made when it is asked for. */
function openSystolic(description: ChipDescription, ops: readonly Op[], options: MachineRunOptions): OpenMachine {
  let kernel: Kernel | null = null;
  const play = (): Kernel => playStep(description, ops, options.exact);
  return {
    kind: "systolic",
    get kernel() {
      kernel ??= play();
      return kernel;
    },
    leader: "array",
    retiring: ops,
    jobs: null,
    mappings: [],
    workAt: () => null,
    open: play,
    actionsCounted: systolicActionsCounted,
    finish() {
      const timing = simulateSystolic(description, ops, options);
      if (kernel !== null && ops.length > 0) finishPlaying(kernel, timing.cycles);
      return timing;
    },
  };
}

function finishPlaying(kernel: Kernel, cycles: number): void {
  kernel.run();
  if (kernel.now !== cycles) throw new Error(`the step was played in ${kernel.now} cycles, and takes ${cycles}`);
}

function openHierarchy(description: ChipDescription, ops: readonly Op[], options: MachineRunOptions): OpenMachine {
  const array = computeArray(description, options.exact, options.jobs);
  const watched = new WatchedArray();
  const { kernel, program, open, actionsCounted: counted, finish } = openChip({ description, array: watched.around(array), ops, ...options });
  watched.number(program.jobs);
  return {
    kind: "chip",
    kernel,
    leader: "sequencer",
    retiring: ops,
    jobs: {
      block: "array",
      activity: "job" satisfies keyof typeof computeActivities,
      jobs: program.jobs,
      workerKinds: ["gridPe", "systolicArray"],
      open: (job) => array.open(program.jobs[job]!),
      watch: (watch) => watched.watch(watch),
    },
    mappings: [...program.mappings].map(([op, { mapping }]) => ({ op, tile: mapping.tile, order: mapping.order })),
    workAt: (at) => gridWorkAt({ program, ops, unit: description.update }, at),
    open: (cyclesOf) => open(timedArray(array, program.jobs, cyclesOf)),
    actionsCounted: (block, counter) => counted(kernel.machine.blocks.findIndex(({ name }) => name === block), counter),
    finish,
  };
}

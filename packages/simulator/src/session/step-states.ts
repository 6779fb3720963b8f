import type { Kernel } from "@lnsim/kernel";
import type { Recording } from "@lnsim/recording";
import { viewBlock } from "./block-view.ts";
import { KernelReplay } from "./kernel-replay.ts";
import type { MachineState } from "./session.ts";

/** Kernels of a step, at cycle 0: of the step, and of its jobs. */
export interface StepKernels {
  /** Block of the step that counts ops as they retire. */
  readonly leader: string;
  /** The kernel of the step; jobs take the cycles that they are said to take. */
  open(cyclesOf: (job: number) => number): Kernel;
  openJob(job: number): Kernel;
}

/** Kernels of jobs that are kept. */
const mostJobs = 4;

/** The states of a step that is recorded, as far as it is known. */
export class StepStates {
  private readonly recording: Recording;
  private readonly kernels: StepKernels;
  private readonly step: KernelReplay;
  private readonly jobs = new Map<number, KernelReplay>();
  /** The leader, and its counter of retired ops. */
  private readonly leader: number;
  private readonly retired: number;

  constructor(recording: Recording, kernels: StepKernels) {
    const { blocks } = recording.step.layout;
    this.recording = recording;
    this.kernels = kernels;
    this.leader = blocks.findIndex(({ name }) => name === kernels.leader);
    this.retired = blocks[this.leader]!.counters.indexOf("retired");
    this.step = new KernelReplay(
      kernels.open((job) => this.cyclesOf(job)),
      {
        timeline: recording.step,
        snapshotBefore: (cycle) => recording.snapshotBefore(null, cycle),
        retiredBefore: (cycle) => this.retiredBefore(cycle),
      },
    );
  }

  /** Ops that have retired before a cycle: those over at it. */
  retiredBefore(cycle: number): number {
    return this.recording.step.counted(this.leader, 0, cycle)[this.retired]!;
  }

  /** The machine after a cycle that is known. */
  after(cycle: number): MachineState {
    const { recording } = this;
    const outer = recording.step.layout.blocks.length;
    const run = recording.jobAt(cycle);
    return {
      cycle,
      block: (index) => {
        const activity = recording.whole.layout.blocks[index]!.activities[recording.whole.intervalAt(index, cycle).activity]!.name;
        if (index < outer) return viewBlock(this.stepAt(cycle + 1), index, activity);
        return run === null || recording.job(run.job) === null ? null : viewBlock(this.jobAt(run.job, cycle - run.from + 1), index - outer, activity);
      },
    };
  }

  /** The kernel of the step before a cycle; another call moves it. */
  stepAt(cycle: number): Kernel {
    this.step.seek(cycle);
    return this.step.kernel;
  }

  /** The kernel of a job before one of the job's cycles; another call moves it. */
  jobAt(job: number, cycle: number): Kernel {
    const replay = this.jobs.get(job) ?? this.openJob(job);
    this.jobs.delete(job);
    this.jobs.set(job, replay);
    if (this.jobs.size > mostJobs) this.jobs.delete(this.jobs.keys().next().value!);
    replay.seek(cycle);
    return replay.kernel;
  }

  private openJob(job: number): KernelReplay {
    const { recording, kernels } = this;
    return new KernelReplay(kernels.openJob(job), {
      timeline: recording.job(job)!,
      snapshotBefore: (cycle) => recording.snapshotBefore(job, cycle),
      retiredBefore: () => 0,
    });
  }

  private cyclesOf(job: number): number {
    const timeline = this.recording.job(job);
    if (timeline === null) throw new Error(`job ${job} is met, and was not recorded`);
    return timeline.cycles;
  }
}

import type { Op, OpenMachine } from "@lnsim/hardware";
import { machineLayout, type JobPlace, type RecordedOp, type Recorder } from "@lnsim/recording";
import type { OpUnderWay } from "./session.ts";

/** Where the jobs of a machine run; null where it has none. Opens a job for it. */
export function jobPlace({ jobs }: OpenMachine): JobPlace | null {
  if (jobs === null || jobs.jobs.length === 0) return null;
  const { block, activity, workerKinds } = jobs;
  const { machine } = jobs.open(0);
  const workers = machine.blocks.filter(({ kind }) => workerKinds.includes(kind.shape.declaration.kind)).map(({ name }) => name);
  return { block, activity, workers, layout: machineLayout(machine) };
}

/** A machine that is recorded while somebody runs it. */
export class StepRecording {
  readonly recorder: Recorder;
  private readonly machine: OpenMachine;
  private readonly detach: () => void;
  private readonly leader: number;
  private readonly retired: number;
  private ops = 0;
  private retiredAt = 0;
  private looked = 0;

  /** @param machine one that stands before its first cycle */
  constructor(machine: OpenMachine, recorder: Recorder) {
    this.machine = machine;
    this.recorder = recorder;
    this.detach = recorder.attach(machine.kernel);
    machine.jobs?.watch((job, kernel) => recorder.attachJob(job, kernel));
    const { blocks } = recorder.recording.step.layout;
    this.leader = blocks.findIndex(({ name }) => name === machine.leader);
    this.retired = blocks[this.leader]!.counters.indexOf("retired");
  }

  /** The op that retires next; null: all have. */
  get underWay(): OpUnderWay | null {
    const op = this.machine.retiring[this.ops];
    return op === undefined ? null : { name: op.name, pass: op.pass, shape: shapeOf(op), from: this.retiredAt };
  }

  /** Adds the ops that retired since this was last called. */
  addRetired(): void {
    const { step } = this.recorder.recording;
    const { cycles } = step;
    const added: RecordedOp[] = [];
    step.counts(this.leader, this.looked, cycles, (cycle, counter) => {
      if (counter !== this.retired) return;
      added.push({ ...this.underWay!, to: cycle + 1 });
      this.retiredAt = cycle + 1;
      this.ops++;
    });
    this.looked = cycles;
    if (added.length > 0) this.recorder.addOps(added);
  }

  /** Closes the recording; `reason`: why it does not go to the end. */
  finish(reason?: string): void {
    this.detach();
    this.addRetired();
    this.recorder.finish(reason);
    this.recorder.close();
  }
}

function shapeOf(op: Op): string {
  if (op.kind !== "gemm") return `${op.kind} ${op.elements}`;
  const { m, n, k, count = 1 } = op;
  return `gemm ${m} x ${n} x ${k}${count === 1 ? "" : `, ${count} times`}`;
}

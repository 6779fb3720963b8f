import type { DatapathCounts } from "@lnsim/numerics";
import { gemmPasses, type GemmPass } from "./arithmetic.ts";
import { BatchLoader } from "./batch.ts";
import { batchesOf } from "./batch-order.ts";
import type { MachineState } from "./checkpoint.ts";
import { StepExaminer, type StepDiagnostics } from "./diagnostics/step-diagnostics.ts";
import type { ReplayOptions } from "./replay.ts";
import { constantSchedule, scheduleFactor } from "./schedule.ts";
import type { TrainingMachine } from "./training-machine.ts";

/** What the datapath lost in one step, by pass. */
export interface StepCounts {
  readonly step: number;
  readonly byPass: { readonly [Pass in GemmPass]: DatapathCounts };
}

/** A replay between two steps, as plain data: numbers, typed arrays and objects of them. */
export interface ReplayCheckpoint {
  /** Steps done. */
  readonly step: number;
  /** Of the steps done. */
  readonly loss: Float64Array;
  /** Answers given and right ones in the epoch so far. */
  readonly seen: number;
  readonly correct: number;
  readonly diagnostics: readonly StepDiagnostics[];
  /** Of the steps done in which losses were counted. */
  readonly counted: readonly StepCounts[];
  readonly machine: MachineState;
}

/** The training part of a replay, step after step. */
export class ReplayRun {
  /** Steps there will be. */
  readonly steps: number;
  readonly diagnostics: StepDiagnostics[] = [];
  readonly #machine: TrainingMachine;
  readonly #options: ReplayOptions;
  readonly #losses: Float64Array;
  /** Numbers of the steps in which losses are counted. */
  readonly #toCount: readonly number[];
  readonly #counted: StepCounts[] = [];
  #step = 0;
  /** The step of the last checkpoint. */
  #kept = -1;
  #seen = 0;
  #correct = 0;

  constructor(machine: TrainingMachine, options: ReplayOptions) {
    const { trace, steps, resume } = options;
    this.steps = Math.min(steps ?? trace.header.steps, trace.header.steps);
    this.#machine = machine;
    this.#options = options;
    this.#losses = new Float64Array(this.steps);
    this.#toCount = countedSteps(options, this.steps);
    if (resume !== undefined) this.#resume(resume);
  }

  /** Trains until the last step, or until the signal says stop. */
  train(): void {
    const { trace, data, checkpoints } = this.#options;
    const loader = new BatchLoader(data.train, trace.header.input!);
    const batches = batchesOf(trace);
    while (this.#step < this.steps && this.#options.signal?.aborted !== true) {
      const { epoch, indices } = batches[this.#step];
      if (this.#step > 0 && batches[this.#step - 1].epoch !== epoch) this.#seen = this.#correct = 0;
      this.#trainOn(loader, indices);
      if (checkpoints !== undefined && this.#step % checkpoints.every === 0) this.#keep();
    }
    if (this.#kept < this.#step) this.#keep();
    this.#machine.setCounting(false);
  }

  get step(): number {
    return this.#step;
  }

  get isComplete(): boolean {
    return this.#step === this.steps;
  }

  /** Of the steps done. */
  get loss(): Float64Array {
    return this.#losses.subarray(0, this.#step);
  }

  get trainAccuracy(): number | null {
    return this.#seen === 0 ? null : this.#correct / this.#seen;
  }

  /** What the datapath lost in the steps done that are to be counted; a checkpoint may know of others. */
  get counted(): readonly StepCounts[] {
    return this.#counted.filter(({ step }) => this.#toCount.includes(step));
  }

  /** Share of the training in the work of the whole replay, for the progress only. */
  get trainingShare(): number {
    const { trace, data } = this.#options;
    const samples = 3 * this.steps * trace.header.batchSize;
    return samples / (samples + data.test.count);
  }

  checkpoint(): ReplayCheckpoint {
    const [diagnostics, counted] = [[...this.diagnostics], [...this.#counted]];
    return { step: this.#step, loss: this.loss.slice(), seen: this.#seen, correct: this.#correct, diagnostics, counted, machine: this.#machine.checkpoint() };
  }

  #keep(): void {
    this.#options.checkpoints?.save(this.checkpoint());
    this.#kept = this.#step;
  }

  #trainOn(loader: BatchLoader, indices: Uint32Array): void {
    const { trace, schedule = constantSchedule, diagnosedSteps, onProduct, onUpdate, onStep } = this.#options;
    const step = this.#step + 1;
    const batch = loader.load(indices);
    const factor = scheduleFactor(schedule, step, trace.header.steps);
    const isCounted = this.#toCount.includes(step);
    const examiner = diagnosedSteps?.includes(step) === true ? new StepExaminer(step) : null;
    this.#machine.setCounting(isCounted || examiner !== null);
    this.#machine.examine(examiner);
    this.#machine.observeProducts(onProduct?.step === step ? onProduct.observe : null);
    this.#machine.observeUpdates(onUpdate?.step === step ? onUpdate.observe : null);
    const result = this.#machine.step(batch, factor);
    if (examiner !== null) this.diagnostics.push(examiner.finish());
    if (isCounted) this.#counted.push({ step, byPass: countsByPass(this.#machine) });
    this.#machine.forgetCounts();
    this.#losses[this.#step] = result.lossSum / batch.labels.length;
    this.#seen += batch.labels.length;
    this.#correct += result.correct;
    this.#step = step;
    onStep?.({ phase: "train", step, steps: this.steps, loss: this.#losses[step - 1], done: (this.trainingShare * step) / this.steps });
  }

  #resume({ step, loss, seen, correct, diagnostics, counted, machine }: ReplayCheckpoint): void {
    if (step > this.steps) throw new Error(`the checkpoint is after step ${step}, the replay ends after step ${this.steps}`);
    this.#machine.restore(machine);
    this.#losses.set(loss);
    this.#step = step;
    this.#seen = seen;
    this.#correct = correct;
    this.#kept = step;
    this.diagnostics.push(...diagnostics);
    this.#counted.push(...counted);
  }
}

/** The first and the last step, on datapaths that can lose something. */
function countedSteps({ arithmetic, countsLosses }: ReplayOptions, steps: number): readonly number[] {
  const isFixed = Object.values(arithmetic.datapaths).some(({ kind }) => kind === "fixed");
  if (countsLosses === false || !isFixed || steps === 0) return [];
  return steps === 1 ? [1] : [1, steps];
}

function countsByPass(machine: TrainingMachine): StepCounts["byPass"] {
  return Object.fromEntries(gemmPasses.map((pass) => [pass, machine.counts(pass)])) as StepCounts["byPass"];
}

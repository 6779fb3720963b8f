import type { Optimizer, Reals } from "@lnsim/contracts";
import type { DatapathCounts, Engine } from "@lnsim/numerics";
import type { InputSpec, LayerSpec } from "@lnsim/trace";
import type { Arithmetic, GemmPass } from "./arithmetic.ts";
import type { Batch } from "./batch.ts";
import { checkArithmetic } from "./check-arithmetic.ts";
import { StateRegistry, type MachineState } from "./checkpoint.ts";
import type { StepExaminer } from "./diagnostics/step-diagnostics.ts";
import type { ProductObserver } from "./gemm/gemm-site.ts";
import { GemmSites } from "./gemm/gemm-sites.ts";
import { createRunningStatistics } from "./graph/batch-norm.ts";
import { GraphContext } from "./graph/context.ts";
import { Graph } from "./graph/graph.ts";
import { Observation } from "./graph/observation.ts";
import { createTopology } from "./graph/topology.ts";
import { clipGradients } from "./gradient-clipping.ts";
import { softmaxCrossEntropy, type LossResult } from "./loss.ts";
import { MatrixParameter } from "./parameters/matrix-parameter.ts";
import type { Parameter } from "./parameters/parameter.ts";
import { observedUpdate, type UpdateObserver } from "./parameters/update-observer.ts";
import type { VectorParameter } from "./parameters/vector-parameter.ts";
import { Parameters } from "./parameters/parameters.ts";
import type { Quantizer } from "./quantization/quantizer.ts";
import type { TensorObserver } from "./tensor-observer.ts";
import type { TrainingMachine } from "./training-machine.ts";

/** What a trainer is made from. */
export interface TrainerOptions {
  readonly model: readonly LayerSpec[];
  readonly input: InputSpec;
  /** Initial values by name ("fc1.weight": outputs x inputs, "fc1.bias": outputs). */
  readonly initial: ReadonlyMap<string, Reals>;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly engine: Engine;
  /** Of stochastic rounding and dropout. */
  readonly seed: number;
  /** Largest norm of all gradients together; longer ones are scaled down to it. None by default. */
  readonly clipNorm?: number;
  readonly observe?: TensorObserver;
}

/**
 * A network in training on the machine's arithmetic.
 *
 * One step: fprop, layer by layer, W and A multiplied on the datapath; softmax cross-entropy; from the last layer down,
 * E is quantised, dgrad and wgrad run on the datapath; G is quantised; then every parameter is updated on its grid and W
 * is derived anew. Gradients pass the quantizers straight through.
 */
export class Trainer implements TrainingMachine {
  readonly parameters: readonly Parameter[];
  readonly optimizer: Optimizer;
  readonly #context: GraphContext;
  readonly #quantizers: () => readonly Quantizer[];
  readonly #sites: GemmSites;
  readonly #evaluationSites: GemmSites;
  readonly #training: Graph;
  readonly #evaluation: Graph;
  readonly #state = new StateRegistry();
  readonly #clipNorm: number | null;
  #steps = 0;
  #onUpdate: UpdateObserver | null = null;

  /** Throws `invalid-combination` or `unsupported` when formats and datapath do not go together. */
  constructor({ model, input, initial, arithmetic, optimizer, engine, seed, clipNorm, observe }: TrainerOptions) {
    checkArithmetic(arithmetic);
    const topology = createTopology(model, input);
    const parameters = new Parameters({ model, initial, arithmetic, optimizer, seed, state: this.#state });
    const running = new Map(model.flatMap((layer) => (layer.kind === "batch-norm" ? [[layer.name, createRunningStatistics(layer.features, arithmetic.reals)]] : [])));
    const observation = observe === undefined ? null : new Observation(observe);
    this.parameters = parameters.all;
    this.optimizer = optimizer;
    this.#sites = new GemmSites(engine, arithmetic);
    this.#clipNorm = clipNorm ?? null;
    const base = { arithmetic, parameters, seed };
    this.#context = new GraphContext({ ...base, sites: this.#sites, state: this.#state, isTraining: true, observation });
    this.#training = new Graph(topology, this.#context, running);
    // Evaluation has scales and windows of its own, so that looking does not change the training.
    const sites = (this.#evaluationSites = new GemmSites(engine, arithmetic));
    const state = this.#state.prefixed("evaluation ");
    this.#evaluation = new Graph(topology, new GraphContext({ ...base, sites, state, isTraining: false, observation: null }), running);
    this.#quantizers = () => [...this.#context.quantizers, ...parameters.quantizers];
    this.#state.add("steps", { save: () => ({ steps: this.#steps }), restore: ({ steps }) => void (this.#steps = steps as number) });
  }

  step(batch: Batch, factor = 1): LossResult {
    const { observation } = this.#context;
    this.#steps += 1;
    if (observation !== null) observation.step = this.#steps;
    for (const { operand, quantizer } of observation === null ? [] : this.#context.views) observation!.stored(quantizer.name, "W", operand);
    const logits = this.#training.forward(batch);
    const result = softmaxCrossEntropy(logits, batch.labels, this.#training.logitGradient(batch.count));
    this.#training.backward(batch.count);
    for (const parameter of this.parameters) parameter.finishGradient();
    if (observation !== null) this.#observeGradients(observation);
    if (this.#clipNorm !== null) clipGradients(this.parameters, this.#clipNorm);
    const time = { step: this.#steps, factor };
    for (const parameter of this.parameters) {
      const { stored } = parameter;
      if (this.#onUpdate === null || stored === null) parameter.update(time);
      else observedUpdate(stored, time, () => parameter.update(time), this.#onUpdate);
    }
    if (observation !== null) this.#observeUpdate(observation);
    this.#sites.endStep();
    return result;
  }

  evaluate(batch: Batch): LossResult {
    const result = softmaxCrossEntropy(this.#evaluation.forward(batch), batch.labels, null);
    this.#evaluationSites.endStep();
    return result;
  }

  setCounting(isCounting: boolean): void {
    this.#sites.setCounting(isCounting);
  }

  counts(pass: GemmPass): DatapathCounts {
    return this.#sites.counts(pass);
  }

  forgetCounts(): void {
    this.#sites.forgetCounts();
  }

  examine(examiner: StepExaminer | null): void {
    for (const { site } of this.#sites.all) {
      site.probe = examiner?.onProduct ?? null;
      examiner?.begin(site);
    }
    for (const quantizer of this.#quantizers()) quantizer.probe = examiner?.onQuantized ?? null;
    // W was derived at the end of the step before.
    if (examiner !== null) for (const view of this.#context.views) examiner.onQuantized(view.quantizer.name, view.decoded(), view.operand);
  }

  observeProducts(observer: ProductObserver | null): void {
    for (const { site } of this.#sites.all) site.observer = observer;
  }

  observeUpdates(observer: UpdateObserver | null): void {
    this.#onUpdate = observer;
  }

  get clamps(): number {
    return this.#quantizers().reduce((sum, { clamps }) => sum + clamps, 0);
  }

  checkpoint(): MachineState {
    return this.#state.save();
  }

  restore(state: MachineState): void {
    this.#state.restore(state);
  }

  #observeGradients(observation: Observation): void {
    for (const parameter of this.parameters) {
      const name = `${parameter.name}.grad`;
      if (parameter instanceof MatrixParameter) observation.stored(name, "G", parameter.quantizedGradient);
      else observation.values(name, "bias gradient", parameter.gradient.length, parameter.gradient);
    }
  }

  #observeUpdate(observation: Observation): void {
    for (const parameter of this.parameters) {
      const { name, shape, stored, gradient } = parameter;
      const codes = stored === null ? null : { codes: stored.codes, format: stored.format, max: stored.top, groups: null };
      const values = parameter instanceof MatrixParameter ? null : (parameter as VectorParameter).values;
      observation.tell({ name, role: "update", rows: shape[0], columns: gradient.length / shape[0], stored: codes, values });
    }
  }
}

import { type Optimizer, type Reals } from "@lnsim/contracts";
import { noCounts, type DatapathCounts } from "@lnsim/numerics";
import { parameterShapes, type LayerSpec } from "@lnsim/trace";
import type { Batch } from "../batch.ts";
import { StateRegistry, type MachineState } from "../checkpoint.ts";
import { createTopology } from "../graph/topology.ts";
import { softmaxCrossEntropy, type LossResult } from "../loss.ts";
import type { TrainerOptions } from "../trainer.ts";
import type { TrainingMachine } from "../training-machine.ts";
import { checkLogArithmetic } from "./check-log-arithmetic.ts";
import { LogGradientClip } from "./clip-log-gradients.ts";
import { LogContext } from "./log-context.ts";
import { LogGraph } from "./log-graph.ts";
import { LogObservation } from "./log-observation.ts";
import { LogParameter } from "./log-parameter.ts";
import { LogSgd, sgdConstants } from "./log-sgd.ts";
import type { LogTensor } from "./log-tensor.ts";
import { LogSoftmaxGradient } from "./softmax-gradient.ts";

/** What depends on the number of columns: the loss's memory. */
interface Loss {
  readonly gradient: LogSoftmaxGradient;
  /** The logits as real numbers, for the statistics only. */
  readonly values: Float64Array;
}

/**
 * A network trained entirely in log arithmetic (QAA-LNS, Hamad et al., arXiv 2510.17058): weights, activations, gradients,
 * velocity and statistics are codes of one format, and every product and sum between them is one of codes. Only what enters
 * is converted (inputs, initial weights, constants), and only the value of the loss is a real number.
 */
export class LogTrainer implements TrainingMachine {
  readonly parameters: readonly LogParameter[];
  readonly optimizer: Optimizer;
  readonly clamps = 0;
  readonly #context: LogContext;
  readonly #sgd: LogSgd;
  readonly #clip: LogGradientClip | null;
  readonly #observation: LogObservation | null;
  readonly #training: LogGraph;
  readonly #evaluation: LogGraph;
  readonly #losses = new Map<number, Loss>();
  readonly #state = new StateRegistry();
  #steps = 0;

  /**
   * Throws `invalid-combination` when formats and datapaths do not go together, `unsupported` for an optimizer other than
   * SGD and for layers that are not in log arithmetic.
   */
  constructor({ model, input, initial, arithmetic, optimizer, engine, seed, clipNorm, observe }: TrainerOptions) {
    const datapaths = checkLogArithmetic(arithmetic);
    const constants = sgdConstants(optimizer);
    const format = arithmetic.weights;
    const topology = createTopology(model, input);
    this.optimizer = optimizer;
    const shapes = model.flatMap((layer: LayerSpec) => parameterShapes(layer));
    this.parameters = shapes.map(({ name, shape }) => new LogParameter({ name, shape, initial: initialValues(initial, name), format, hasVelocity: constants.momentum > 0 }));
    for (const parameter of this.parameters) this.#state.add(parameter.name, parameter);
    const parameters = new Map(this.parameters.map((parameter) => [parameter.name, parameter]));
    const context = new LogContext({ format, datapaths, engine, parameters, state: this.#state, seed });
    this.#context = context;
    this.#sgd = new LogSgd(context, constants);
    this.#clip = clipNorm === undefined ? null : new LogGradientClip(context, this.parameters, clipNorm);
    this.#observation = observe === undefined ? null : new LogObservation(observe, format);
    this.#training = new LogGraph(topology, { context, isTraining: true, observation: this.#observation });
    this.#evaluation = new LogGraph(topology, { context, isTraining: false, observation: null });
    this.#state.add("steps", { save: () => ({ steps: this.#steps }), restore: ({ steps }) => void (this.#steps = steps as number) });
  }

  step(batch: Batch, factor = 1): LossResult {
    this.#steps += 1;
    const observation = this.#observation;
    if (observation !== null) observation.step = this.#steps;
    for (const { name, shape, codes } of this.parameters) if (shape.length > 1) observation?.tell(name, "W", shape[0], codes);
    const logits = this.#training.forward(batch);
    const loss = this.#loss(logits);
    loss.gradient.run(logits.values, batch.labels, this.#training.logitGradient(batch.count));
    const result = this.#measure(logits, batch);
    this.#training.backward(batch.count);
    for (const { name, shape, gradient } of this.parameters) observation?.tell(`${name}.grad`, shape.length > 1 ? "G" : "bias gradient", shape[0], gradient);
    this.#clip?.run(this.parameters);
    const rate = this.#sgd.rate(factor);
    for (const parameter of this.parameters) this.#sgd.update(parameter, rate);
    for (const { name, shape, codes } of this.parameters) observation?.tell(name, "update", shape[0], codes);
    return result;
  }

  evaluate(batch: Batch): LossResult {
    return this.#measure(this.#evaluation.forward(batch), batch);
  }

  /** Nothing is lost in an accumulator here: sums are stored codes. */
  setCounting(): void {}

  counts(): DatapathCounts {
    return noCounts;
  }

  forgetCounts(): void {}

  /** There are no quantizers to examine. */
  examine(): void {}

  /** Products are formed among the layers here. */
  observeProducts(): void {}

  /** Updates are made in logarithms here. */
  observeUpdates(): void {}

  checkpoint(): MachineState {
    return this.#state.save();
  }

  restore(state: MachineState): void {
    this.#state.restore(state);
  }

  /** The loss of the logits as they stand, in binary64: a statistic that training does not read. */
  #measure(logits: LogTensor, { labels }: Batch): LossResult {
    const { values } = this.#loss(logits);
    this.#context.format.decode(logits.values, 1, values);
    return softmaxCrossEntropy(values, labels, null);
  }

  #loss({ values, columns }: LogTensor): Loss {
    let loss = this.#losses.get(columns);
    if (loss === undefined) {
      const context = this.#context;
      const gradient = new LogSoftmaxGradient(context.forward, context.codes(values.length), context.codes(columns));
      loss = { gradient, values: new Float64Array(values.length) };
      this.#losses.set(columns, loss);
    }
    return loss;
  }
}

function initialValues(initial: ReadonlyMap<string, Reals>, name: string): Reals {
  const values = initial.get(name);
  if (values === undefined) throw new Error(`the network has no initial values of ${name}`);
  return values;
}

import type { Optimizer, Reals } from "@lnsim/contracts";
import type { DatapathCounts, Engine } from "@lnsim/numerics";
import type { LayerSpec } from "@lnsim/trace";
import type { Arithmetic, GemmPass } from "./arithmetic.ts";
import { BackwardPath } from "./backward.ts";
import type { Batch } from "./batch.ts";
import { checkArithmetic } from "./check-arithmetic.ts";
import { ForwardPath, type ForwardTensors } from "./forward.ts";
import { GemmSites } from "./gemm-sites.ts";
import { softmaxCrossEntropy, type LossResult } from "./loss.ts";
import { createParameters, type LayerParameters } from "./parameters.ts";
import type { TensorObserver } from "./tensor-observer.ts";

/** What a trainer is made from. */
export interface TrainerOptions {
  readonly model: readonly LayerSpec[];
  /** Initial values by name ("fc1.weight": outputs x inputs, "fc1.bias": outputs). */
  readonly initial: ReadonlyMap<string, Reals>;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly engine: Engine;
  /** Of stochastic rounding; nothing else draws here. */
  readonly seed: number;
  readonly observe?: TensorObserver;
}

/**
 * A network in training on the machine's arithmetic.
 *
 * One step: W and A are multiplied on the datapath in fprop; softmax cross-entropy; per layer, from the last one down,
 * E is quantised, dgrad and wgrad run on the datapath, G is quantised; then every weight and bias is updated on its
 * grid and W is derived anew. Gradients pass the quantizers straight through.
 */
export class Trainer {
  readonly parameters: readonly LayerParameters[];
  /** The rule that the parameters follow. */
  readonly optimizer: Optimizer;
  readonly #sites: GemmSites;
  readonly #forward: ForwardPath;
  readonly #backward: BackwardPath;
  readonly #evaluation: ForwardPath;
  readonly #observe: TensorObserver | null;
  #steps = 0;

  /** Throws `invalid-combination` or `unsupported` when formats and datapath do not go together. */
  constructor({ model, initial, arithmetic, optimizer, engine, seed, observe }: TrainerOptions) {
    checkArithmetic(arithmetic);
    this.parameters = createParameters({ model, initial, arithmetic, optimizer, seed });
    this.optimizer = optimizer;
    this.#sites = new GemmSites(engine, arithmetic);
    this.#forward = new ForwardPath(this.parameters, arithmetic, this.#sites, seed);
    this.#backward = new BackwardPath(this.parameters, arithmetic, this.#sites, seed);
    // Evaluation has scales and windows of its own, so that looking does not change the training.
    this.#evaluation = new ForwardPath(this.parameters, arithmetic, new GemmSites(engine, arithmetic), seed);
    this.#observe = observe ?? null;
  }

  /** Trains on one batch; the loss is that of the weights before the update. */
  step(batch: Batch): LossResult {
    this.#steps += 1;
    const forward = this.#forward.run(batch);
    const logits = forward.outputs.at(-1)!;
    if (this.#observe !== null) this.#observeForward(this.#observe, batch.count, forward);
    const result = softmaxCrossEntropy(logits, batch.labels, this.#backward.logitGradient(batch.count));
    for (let i = this.parameters.length - 1; i >= 0; i--) {
      this.#backward.runLayer(i, batch.count, forward);
      if (this.#observe !== null) this.#observeBackward(this.#observe, i, batch.count);
    }
    this.#update();
    if (this.#observe !== null) this.#observeUpdate(this.#observe);
    return result;
  }

  /** The loss and the hits of a batch, with the same arithmetic, changing nothing. */
  evaluate(batch: Batch): LossResult {
    return softmaxCrossEntropy(this.#evaluation.run(batch).outputs.at(-1)!, batch.labels, null);
  }

  /** Counts from now on what the datapath loses in training steps, or stops. */
  setCounting(isCounting: boolean): void {
    this.#sites.setCounting(isCounting);
  }

  counts(pass: GemmPass): DatapathCounts {
    return this.#sites.counts(pass);
  }

  /** Values that lay beyond a delayed scale in the steps so far. */
  get clamps(): number {
    return this.#forward.clamps + this.#backward.clamps;
  }

  #update(): void {
    for (const { updateWeight, view, bias } of this.parameters) {
      updateWeight(this.#steps);
      view.refresh();
      bias?.update(this.#steps);
    }
  }

  #observeForward(observe: TensorObserver, batch: number, { inputs, outputs }: ForwardTensors): void {
    const step = this.#steps;
    this.parameters.forEach(({ layer, weight, view }, i) => {
      const name = i === 0 ? "input" : `${this.parameters[i - 1].layer.name}.out`;
      const size = i === 0 ? { rows: batch, columns: layer.inputs } : { rows: layer.inputs, columns: batch };
      observe({ name, role: "A", step, ...size, stored: inputs[i], values: null });
      observe({ name: weight.name, role: "W", step, rows: layer.outputs, columns: layer.inputs, stored: view.tensor, values: null });
    });
    const { layer } = this.parameters.at(-1)!;
    observe({ name: `${layer.name}.out`, role: "logits", step, rows: layer.outputs, columns: batch, stored: null, values: outputs.at(-1)! });
  }

  #observeBackward(observe: TensorObserver, i: number, batch: number): void {
    const step = this.#steps;
    const { layer, weight, bias } = this.parameters[i];
    const { inputs, outputs } = layer;
    const name = `${layer.name}.out.grad`;
    observe({ name, role: "E", step, rows: outputs, columns: batch, stored: this.#backward.outputGradient(i, batch), values: null });
    const stored = this.#backward.weightGradient(i);
    observe({ name: `${weight.name}.grad`, role: "G", step, rows: inputs, columns: outputs, stored, values: null });
    if (bias === null) return;
    observe({ name: `${bias.name}.grad`, role: "bias gradient", step, rows: outputs, columns: 1, stored: null, values: bias.gradient });
  }

  #observeUpdate(observe: TensorObserver): void {
    for (const { layer, weight, bias } of this.parameters) {
      const seen = { role: "update", step: this.#steps, rows: layer.outputs } as const;
      const { codes, format, top } = weight;
      observe({ ...seen, name: weight.name, columns: layer.inputs, stored: { codes, format, max: top }, values: null });
      if (bias === null) continue;
      const stored = bias.stored === null ? null : { codes: bias.stored.codes, format: bias.stored.format, max: bias.stored.top };
      observe({ ...seen, name: bias.name, columns: 1, stored, values: bias.values });
    }
  }
}

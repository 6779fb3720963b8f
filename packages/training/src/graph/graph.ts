import type { Reals } from "@lnsim/contracts";
import type { Batch } from "../batch.ts";
import type { RunningStatistics } from "../layers/normalization/norm.ts";
import type { Quantizer } from "../quantization/quantizer.ts";
import type { GraphContext } from "./context.ts";
import { createNode } from "./create-node.ts";
import type { BoundNode, GraphNode } from "./graph-node.ts";
import type { GraphTensor } from "./graph-tensor.ts";
import { planTensors } from "./plan-tensors.ts";
import { loadInput } from "./load-input.ts";
import type { Topology } from "./topology.ts";

/** The network on one batch size. */
interface Plan {
  /** The input, then every layer's output. */
  readonly tensors: readonly GraphTensor[];
  readonly nodes: readonly BoundNode[];
}

/** The layers of a network in training or in evaluation; tensors are planned once per batch size and used again. */
export class Graph {
  readonly #topology: Topology;
  readonly #context: GraphContext;
  readonly #nodes: readonly GraphNode[];
  /** Of the tensors that matrix products read as they are, where one scale serves all of them. */
  readonly #quantizers: readonly (Quantizer | null)[];
  readonly #plans = new Map<number, Plan>();

  /** `running` holds the statistics of every batch norm by name, shared by training and evaluation. */
  constructor(topology: Topology, context: GraphContext, running: ReadonlyMap<string, RunningStatistics>) {
    const { model, tensors, operands } = topology;
    this.#topology = topology;
    this.#context = context;
    this.#nodes = model.map((layer, i) => {
      const needsInputGradient = context.isTraining && operands[i].some((tensor) => tensors[tensor].learns);
      return createNode(layer, { context, needsInputGradient, running: running.get(layer.name) ?? null });
    });
    this.#quantizers = tensors.map(({ name, isMultiplied }, i) =>
      isMultiplied && context.isShared("activations") ? context.quantizer("activations", name, i === 0) : null,
    );
  }

  /** Computes the logits of a batch: classes x columns, overwritten by the next batch of that size. */
  forward(batch: Batch): Reals {
    const { tensors, nodes } = this.#plan(batch.count);
    loadInput(batch, tensors[0]);
    this.#finish(tensors, 0);
    for (let i = 0; i < nodes.length; i++) {
      nodes[i].forward();
      this.#finish(tensors, i + 1);
    }
    return tensors[nodes.length].values;
  }

  /** Where the loss writes the gradient of the logits before `backward`. */
  logitGradient(batch: number): Reals {
    return this.#plan(batch).tensors.at(-1)!.contribution;
  }

  /** From the gradient of the logits to those of all parameters. */
  backward(batch: number): void {
    const { tensors, nodes } = this.#plan(batch);
    tensors[nodes.length].contribute();
    for (let i = nodes.length - 1; i >= 0; i--) if (tensors[i + 1].needsGradient) nodes[i].backward();
  }

  #finish(tensors: readonly GraphTensor[], i: number): void {
    const { ppu, activationSpill, observation } = this.#context;
    const { values, operand, name } = tensors[i];
    if (i > 0) {
      ppu?.round(values);
      if (this.#topology.tensors[i].waits) activationSpill?.round(values);
    }
    const quantizer = this.#quantizers[i];
    if (quantizer !== null) {
      quantizer.quantize(values, operand!);
      observation?.stored(name, "A", operand!);
    }
    if (i === tensors.length - 1) observation?.values(name, "logits", tensors[i].rows, values);
  }

  #plan(batch: number): Plan {
    let plan = this.#plans.get(batch);
    if (plan === undefined) {
      const tensors = planTensors(this.#topology, this.#context, batch);
      const { operands } = this.#topology;
      const nodes = this.#nodes.map((node, i) => node.bind({ batch, inputs: operands[i].map((tensor) => tensors[tensor]), output: tensors[i + 1] }));
      plan = { tensors, nodes };
      this.#plans.set(batch, plan);
    }
    return plan;
  }
}

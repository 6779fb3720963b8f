import type { Codes } from "@lnsim/contracts";
import type { Batch } from "../batch.ts";
import type { Topology } from "../graph/topology.ts";
import { createLogNode } from "./create-log-node.ts";
import { LogInput } from "./log-input.ts";
import type { LogGraphSpec, LogNode } from "./log-node.ts";
import { planLogTensors, type LogPlan } from "./log-plan.ts";
import type { LogTensor } from "./log-tensor.ts";

/** The layers of a network in training or in evaluation; tensors are planned once per batch size and used again. */
export class LogGraph {
  readonly #topology: Topology;
  readonly #spec: LogGraphSpec;
  readonly #nodes: readonly LogNode[];
  readonly #input: LogInput;
  readonly #plans = new Map<number, LogPlan>();

  /** Throws `unsupported` for a layer that is not in log arithmetic. */
  constructor(topology: Topology, spec: LogGraphSpec) {
    this.#topology = topology;
    this.#spec = spec;
    this.#nodes = topology.model.map((layer) => createLogNode(layer, spec));
    this.#input = new LogInput(spec.context.format);
  }

  /** Computes the logits of a batch: classes x columns, overwritten by the next batch of that size. */
  forward(batch: Batch): LogTensor {
    const { tensors, nodes } = this.#plan(batch.count);
    this.#input.load(batch, tensors[0]);
    this.#tell(tensors[0], 0);
    nodes.forEach((node, i) => {
      node.forward();
      this.#tell(tensors[i + 1], i + 1);
    });
    return tensors[nodes.length];
  }

  /** Where the loss writes the gradient of the logits before `backward`. */
  logitGradient(batch: number): Codes {
    return this.#plan(batch).tensors.at(-1)!.contribution;
  }

  /** From the gradient of the logits to those of all parameters. */
  backward(batch: number): void {
    const { tensors, nodes } = this.#plan(batch);
    tensors[nodes.length].contribute();
    for (let i = nodes.length - 1; i >= 0; i--) if (tensors[i + 1].needsGradient) nodes[i].backward();
  }

  #tell({ name, rows, values, isTransposed, columns }: LogTensor, i: number): void {
    const { observation } = this.#spec;
    if (observation === null) return;
    if (this.#topology.tensors[i].isMultiplied) observation.tell(name, "A", isTransposed ? columns : rows, values);
    if (i === this.#nodes.length) observation.tell(name, "logits", rows, values);
  }

  #plan(batch: number): LogPlan {
    let plan = this.#plans.get(batch);
    if (plan === undefined) {
      const { context } = this.#spec;
      const { operands } = this.#topology;
      const tensors = planLogTensors(this.#topology, this.#spec, batch);
      const share = context.constant(1 / tensors.at(-1)!.columns);
      const nodes = this.#nodes.map((node, i) => node.bind({ batch, inputs: operands[i].map((tensor) => tensors[tensor]), output: tensors[i + 1], share }));
      plan = { tensors, nodes };
      this.#plans.set(batch, plan);
    }
    return plan;
  }
}

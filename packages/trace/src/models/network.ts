import { LnsimError } from "@lnsim/contracts";
import { layerShapes } from "../graph/layer-shapes.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import { charTransformerModel } from "./char-transformer.ts";
import { lenetModel } from "./lenet.ts";
import { mlpModel, vectorInput } from "./mlp.ts";
import { resnetModel } from "./resnet.ts";

/** The networks that `lnsim trace record` can train. */
export const networkNames = ["mlp", "lenet", "resnet", "char-transformer"] as const;
export type NetworkName = (typeof networkNames)[number];

/** A network for a data set. */
export interface Network {
  /** What it reads: the data set's samples, or their values in one column. */
  readonly input: InputSpec;
  readonly model: readonly LayerSpec[];
  /** For people: "LeNet-5". */
  readonly title: string;
}

/** What a network is for. */
export interface Task {
  readonly input: InputSpec;
  readonly classes: number;
  /** Widths of the hidden layers of "mlp". */
  readonly hidden: readonly number[];
}

/**
 * Builds a network by name for samples and classes of a data set.
 * Throws `invalid-combination` for a text where images are needed or the other way round, and as `layerShapes` for
 * images that are too small.
 */
export function buildNetwork(name: NetworkName, task: Task): Network {
  requireInput(name, task.input);
  const network = build(name, task);
  layerShapes(network.model, network.input, name);
  return network;
}

function build(name: NetworkName, { input, classes, hidden }: Task): Network {
  switch (name) {
    case "mlp": {
      const values = input.features * input.height * input.width;
      const sizes = [values, ...hidden, classes];
      return { input: vectorInput(values), model: mlpModel(sizes), title: `Multilayer perceptron ${sizes.join("-")}` };
    }
    case "lenet":
      return { input, model: lenetModel(input, classes), title: "LeNet-5" };
    case "resnet":
      return { input, model: resnetModel(input, classes), title: "Residual network of 8, 16 and 32 features with batch norm" };
    case "char-transformer":
      return { input, model: charTransformerModel(input, classes), title: "Character transformer of 2 blocks, 64 features and 4 heads" };
  }
}

function requireInput(name: NetworkName, { kind }: InputSpec): void {
  const expected = name === "char-transformer" ? "tokens" : "image";
  if (kind === expected) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: `the network ${name} cannot be trained on this data set`,
    found: kind === "tokens" ? "a text" : "images",
    expected: expected === "tokens" ? "a text, such as moby-dick" : "images, such as mnist",
  });
}

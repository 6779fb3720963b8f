import type { Optimizer } from "@lnsim/contracts";
import {
  buildNetwork,
  noPackage,
  stepShapes,
  type Dataset,
  type DatasetReference,
  type Network,
  type NetworkName,
  type TraceContent,
  type TraceHeader,
} from "@lnsim/trace";
import { drawEpochs, samplesPerEpoch } from "./draw-epochs.ts";
import { initialParameters } from "./initial-parameters.ts";

/** The optimizer that `lnsim trace record` trains with unless told otherwise. */
const defaultRecordingOptimizer = "madam:learningRate=0.0625";

/** The hidden layers that `lnsim trace record --model mlp` has unless told otherwise. */
export const defaultHidden: readonly number[] = [256, 128];

/** What a trace is before it is trained. */
export interface DraftOptions {
  /** "mnist-mlp", say; by default the data set's name and the network's. */
  readonly name?: string;
  /** The network to train; "mlp" by default. */
  readonly network?: NetworkName;
  /** Of "mlp": widths of the layers between the data's values and classes; [256, 128] by default. */
  readonly hidden?: readonly number[];
  readonly data: Dataset;
  /** Name, package and version of the data set; its checksums are taken from `data`. */
  readonly dataset: Omit<DatasetReference, "sha256">;
  readonly epochs: number;
  readonly batchSize: number;
  /** Of the initial weights and of the order of the samples. */
  readonly seed: number;
  readonly optimizer: Optimizer;
}

/** The trace before it is trained: weights, batches and steps. */
export function draftTrace(options: DraftOptions): TraceContent {
  const { data, epochs, batchSize, seed } = options;
  const { hidden = defaultHidden, network: networkName = "mlp" } = options;
  const network = buildNetwork(networkName, { input: data.input, classes: data.classes, hidden });
  const { input, model } = network;
  const shapes = stepShapes(model, input, { samples: samplesPerEpoch(data.train), batchSize, epochs });
  const header: TraceHeader = {
    schema: 2,
    name: nameOf(options),
    kind: "value",
    description: describe(network, options),
    source: { command: commandOf(options) },
    input,
    model,
    loss: "softmax-cross-entropy",
    batchSize,
    epochs,
    steps: shapes.reduce((sum, shape) => sum + shape.count, 0),
    dataset: { ...options.dataset, sha256: data.sha256 },
    recipe: { optimizer: options.optimizer.id, seed, biases: "auto" },
    stepShapes: shapes,
  };
  return { header, parameters: initialParameters(model, seed), indices: drawEpochs(data.train, epochs, seed), recorded: null };
}

function nameOf({ name, network = "mlp", dataset }: DraftOptions): string {
  return name ?? `${dataset.name}-${network}`;
}

function describe({ title }: Network, { dataset, epochs, batchSize }: DraftOptions): string {
  return `${title} on ${dataset.name}: ${epochs} epoch(s) in batches of ${batchSize}, trained in full precision.`;
}

/** The command that makes this trace; what is not a default is in it, so that it says all. */
function commandOf(options: DraftOptions): string {
  const { network = "mlp", hidden = defaultHidden, dataset, epochs, batchSize, seed, optimizer } = options;
  const parts = [`lnsim trace record --model ${network}`, `--dataset ${dataset.name}`, `--epochs ${epochs}`, `--batch ${batchSize}`, `--seed ${seed}`];
  if (network === "mlp" && hidden.join() !== defaultHidden.join()) parts.push(`--hidden ${hidden.join()}`);
  if (optimizer.id !== defaultRecordingOptimizer) parts.push(`--optimizer ${optimizer.id}`);
  if (dataset.package === noPackage) parts.push("--data FOLDER");
  if (nameOf(options) !== `${dataset.name}-${network}`) parts.push(`--name ${nameOf(options)}`);
  return parts.join(" ");
}

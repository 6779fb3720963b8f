import { layerShapes, parameterShapes, type InputSpec, type LayerKind, type LayerSpec, type TensorShape } from "@lnsim/trace";

/** A tensor of the network, whatever the batch size: the input, or what a layer leaves. */
export interface TensorNode {
  /** "input", "conv1.out". */
  readonly name: string;
  readonly shape: TensorShape;
  /** The layer that writes it; null for the input. */
  readonly layer: LayerSpec | null;
  readonly readers: readonly LayerSpec[];
  /** Whether anything at or below it learns. */
  readonly learns: boolean;
  /** Whether matrix products read it as it is. */
  readonly isMultiplied: boolean;
  /** Whether it is stored, unquantised, before its next pass: to get a scale, for statistics, as an operand of a sum. */
  readonly waits: boolean;
  /** Whether its only reader may write over it, because no backward pass reads it again. */
  readonly isOverwritten: boolean;
}

/** The tensors of a model in the order they are made, and where each layer's operands are among them. */
export interface Topology {
  readonly input: InputSpec;
  readonly model: readonly LayerSpec[];
  /** The input, then every layer's output: that of layer i is tensor i + 1. */
  readonly tensors: readonly TensorNode[];
  /** Numbers of the tensors that each layer reads. */
  readonly operands: readonly (readonly number[])[];
}

const multiplying: readonly LayerKind[] = ["linear", "conv2d"];
const waiting: readonly LayerKind[] = ["linear", "conv2d", "attention", "batch-norm", "layer-norm", "add"];
/** Layers that may work in place, and those whose backward pass reads what they left. */
const inPlace: readonly LayerKind[] = ["relu", "leaky-relu", "dropout", "position"];
const keepingOutput: readonly LayerKind[] = ["relu", "leaky-relu"];

/** Throws `invalid-value` where the layers do not fit together. */
export function createTopology(model: readonly LayerSpec[], input: InputSpec): Topology {
  const shapes = [input, ...layerShapes(model, input)];
  const names = ["input", ...model.map(({ name }) => name)];
  const operands = model.map(({ from }) => from.map((name) => names.indexOf(name)));
  const learns: boolean[] = [false];
  model.forEach((layer, i) => learns.push(parameterShapes(layer).length > 0 || operands[i].some((tensor) => learns[tensor])));
  const tensors = names.map((name, i): TensorNode => {
    const readers = model.flatMap((layer) => layer.from.filter((from) => from === name).map(() => layer));
    const layer = i === 0 ? null : model[i - 1];
    const waits = i > 0 && (readers.length === 0 || readers.some(({ kind }) => waiting.includes(kind)));
    const isKept = layer === null || keepingOutput.includes(layer.kind);
    return {
      name: i === 0 ? name : `${name}.out`,
      shape: { features: shapes[i].features, height: shapes[i].height, width: shapes[i].width },
      layer,
      readers,
      learns: learns[i],
      isMultiplied: readers.some(({ kind }) => multiplying.includes(kind)),
      waits,
      isOverwritten: !isKept && readers.length === 1 && inPlace.includes(readers[0].kind),
    };
  });
  return { input, model, tensors, operands };
}

import { invalid, type FieldReader } from "../field-reader.ts";
import type { InputSpec, LayerKind, LayerSpec, Pair } from "../model.ts";

/** What every layer has. */
interface Base {
  readonly name: string;
  readonly from: readonly string[];
}

type Readers = { readonly [Kind in LayerKind]: (fields: FieldReader, base: Base) => LayerSpec };

/** The fields of each kind. */
const readers: Readers = {
  linear: (fields, base) => ({
    kind: "linear",
    ...base,
    inputs: fields.integer("inputs", 1),
    outputs: fields.integer("outputs", 1),
    bias: fields.flag("bias"),
  }),
  conv2d: (fields, base) => ({
    kind: "conv2d",
    ...base,
    inputs: fields.integer("inputs", 1),
    outputs: fields.integer("outputs", 1),
    ...readWindow(fields),
    dilation: pair(fields, "dilation", 1),
    groups: fields.integer("groups", 1),
    bias: fields.flag("bias"),
  }),
  "batch-norm": (fields, base) => ({ kind: "batch-norm", ...base, ...readNorm(fields), momentum: fields.number("momentum", 0, 1) }),
  "layer-norm": (fields, base) => ({ kind: "layer-norm", ...base, ...readNorm(fields) }),
  relu: (_, base) => ({ kind: "relu", ...base }),
  "leaky-relu": (fields, base) => ({ kind: "leaky-relu", ...base, slope: fields.number("slope", 0, 1) }),
  gelu: (_, base) => ({ kind: "gelu", ...base }),
  "max-pool": (fields, base) => ({ kind: "max-pool", ...base, ...readWindow(fields) }),
  "average-pool": (fields, base) => ({ kind: "average-pool", ...base, ...readWindow(fields) }),
  "global-average-pool": (_, base) => ({ kind: "global-average-pool", ...base }),
  dropout: (fields, base) => ({ kind: "dropout", ...base, probability: readProbability(fields) }),
  flatten: (_, base) => ({ kind: "flatten", ...base }),
  embedding: (fields, base) => ({
    kind: "embedding",
    ...base,
    tokens: fields.integer("tokens", 1),
    features: fields.integer("features", 1),
  }),
  position: (fields, base) => ({
    kind: "position",
    ...base,
    positions: fields.integer("positions", 1),
    features: fields.integer("features", 1),
  }),
  add: (_, base) => ({ kind: "add", ...base }),
  attention: (fields, base) => ({
    kind: "attention",
    ...base,
    features: fields.integer("features", 1),
    heads: fields.integer("heads", 1),
    causal: fields.flag("causal"),
  }),
};

/** The kinds of layers, as a header names them. */
export const layerKinds = Object.keys(readers) as readonly LayerKind[];

/** Checks one decoded layer. Whether it fits its neighbours is for the shapes to say. */
export function readLayer(fields: FieldReader): LayerSpec {
  const kind = fields.choice("kind", layerKinds);
  const layer = readers[kind](fields, { name: fields.text("name"), from: fields.textList("from") });
  fields.finish();
  return layer;
}

/** Checks a decoded input specification. */
export function readInput(fields: FieldReader): InputSpec {
  const input: InputSpec = {
    kind: fields.choice("kind", ["image", "tokens"]),
    features: fields.integer("features", 1),
    height: fields.integer("height", 1),
    width: fields.integer("width", 1),
    ...(fields.has("hasGradient") ? { hasGradient: fields.flag("hasGradient") } : {}),
  };
  fields.finish();
  if (input.kind === "tokens" && input.hasGradient === true) throw invalid(`${fields.path}.hasGradient`, true, "false: token numbers have no gradient");
  if (input.kind === "tokens" && input.features !== 1) throw invalid(`${fields.path}.features`, input.features, "1: a position has one token");
  return input;
}

function readWindow(fields: FieldReader): { kernel: Pair; stride: Pair; padding: Pair } {
  return { kernel: pair(fields, "kernel", 1), stride: pair(fields, "stride", 1), padding: pair(fields, "padding", 0) };
}

function readNorm(fields: FieldReader): { features: number; epsilon: number; affine: boolean } {
  return { features: fields.integer("features", 1), epsilon: fields.number("epsilon", 0, 1), affine: fields.flag("affine") };
}

function readProbability(fields: FieldReader): number {
  const probability = fields.number("probability", 0, 1);
  if (probability === 1) throw invalid(`${fields.path}.probability`, probability, "a number below 1");
  return probability;
}

function pair(fields: FieldReader, key: string, minimum: number): Pair {
  const values = fields.integers(key, minimum);
  if (values.length !== 2) throw invalid(`${fields.path}.${key}`, values, "two numbers: vertical, horizontal");
  return [values[0]!, values[1]!];
}

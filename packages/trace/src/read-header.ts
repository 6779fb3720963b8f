import { readFields, invalid, type FieldReader } from "./field-reader.ts";
import type { PlainData } from "./plain-data.ts";
import { readOp } from "./read-op.ts";
import type { DatasetReference, LayerSpec, Recipe, StepShape, TraceHeader } from "./schema.ts";

/**
 * Checks a decoded header and returns it typed.
 * Throws an LnsimError (`invalid-value`, `missing-value`, `unknown-key`) with the path of the field.
 */
export function readHeader(value: PlainData, path: string): TraceHeader {
  const fields = readFields(value, path);
  if (fields.integer("schema", 1) !== 1) throw invalid(`${path}.schema`, fields.integer("schema", 1), "1");
  const kind = fields.choice("kind", ["value", "shape"]);
  const header: TraceHeader = {
    schema: 1,
    name: fields.text("name"),
    kind,
    description: fields.text("description"),
    source: fields.texts("source"),
    model: fields.records("model", readLayer),
    ...(fields.has("loss") || kind === "value" ? { loss: fields.choice("loss", ["softmax-cross-entropy"]) } : {}),
    batchSize: fields.integer("batchSize", 1),
    epochs: fields.integer("epochs", 1),
    steps: fields.integer("steps", 1),
    ...(fields.has("dataset") || kind === "value" ? { dataset: readDataset(fields.record("dataset")) } : {}),
    ...(fields.has("recipe") || kind === "value" ? { recipe: readRecipe(fields.record("recipe")) } : {}),
    stepShapes: fields.records("stepShapes", readStepShape),
  };
  fields.finish();
  checkSteps(header, path);
  checkModel(header, path);
  return header;
}

function readLayer(fields: FieldReader): LayerSpec {
  const layer: LayerSpec = {
    kind: fields.choice("kind", ["linear"]),
    name: fields.text("name"),
    inputs: fields.integer("inputs", 1),
    outputs: fields.integer("outputs", 1),
    bias: fields.flag("bias"),
    activation: fields.choice("activation", ["relu", "none"]),
  };
  fields.finish();
  return layer;
}

function readDataset(fields: FieldReader): DatasetReference {
  const dataset = {
    name: fields.text("name"),
    package: fields.text("package"),
    version: fields.text("version"),
    sha256: fields.texts("sha256"),
  };
  fields.finish();
  return dataset;
}

function readRecipe(fields: FieldReader): Recipe {
  const recipe = {
    optimizer: fields.text("optimizer"),
    seed: fields.integer("seed", 0),
    biases: fields.choice("biases", ["auto", "optimizer", "sgd"]),
  };
  fields.finish();
  return recipe;
}

function readStepShape(fields: FieldReader): StepShape {
  const shape = { batch: fields.integer("batch", 1), count: fields.integer("count", 1), ops: fields.records("ops", readOp) };
  fields.finish();
  if (shape.ops.length === 0) throw invalid(`${fields.path}.ops`, shape.ops, "at least one op");
  const seen = new Set<number>();
  shape.ops.forEach((op, i) => {
    const where = `${fields.path}.ops[${i}]`;
    if (seen.has(op.id)) throw invalid(`${where}.id`, op.id, "an id of its own");
    const early = op.after.find((id) => !seen.has(id));
    if (early !== undefined) throw invalid(`${where}.after`, early, "ids of earlier ops");
    seen.add(op.id);
  });
  return shape;
}

function checkSteps(header: TraceHeader, path: string): void {
  const sum = header.stepShapes.reduce((total, shape) => total + shape.count, 0);
  if (sum !== header.steps) throw invalid(`${path}.steps`, header.steps, `${sum}, the sum of the step shapes' counts`);
}

/** Layers follow one another, and the steps' matrix products are those of the layers. */
function checkModel(header: TraceHeader, path: string): void {
  if (header.kind === "value" && header.model.length === 0) throw invalid(`${path}.model`, [], "at least one layer");
  header.model.slice(1).forEach((layer, i) => {
    const below = header.model[i]!;
    if (layer.inputs !== below.outputs) throw invalid(`${path}.model[${i + 1}].inputs`, layer.inputs, `${below.outputs}, the outputs of ${below.name}`);
  });
  const layers = new Map(header.model.map((layer) => [layer.name, layer]));
  header.stepShapes.forEach((shape, s) => {
    shape.ops.forEach((op, o) => {
      const layer = layers.get(op.layer);
      if (layer === undefined || op.gemm === undefined) return;
      const expected = productOf(layer.inputs, layer.outputs, shape.batch);
      const found = productOf(op.gemm.m, op.gemm.n, op.gemm.k);
      if (found !== expected) throw invalid(`${path}.stepShapes[${s}].ops[${o}].gemm`, op.gemm, `the sizes of layer ${layer.name}: ${expected}`);
    });
  });
}

/** The three sizes of a product, whichever pass orders them. */
function productOf(...sizes: readonly number[]): string {
  return sizes.toSorted((a, b) => a - b).join(" x ");
}

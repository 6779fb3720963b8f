import { isDeepStrictEqual } from "node:util";
import { invalid, missing, readFields, type FieldReader } from "./field-reader.ts";
import type { PlainData } from "./plain-data.ts";
import { layerShapes } from "./graph/layer-shapes.ts";
import { misfit } from "./graph/misfit.ts";
import { readInput, readLayer } from "./graph/read-layer.ts";
import { usefulMacs } from "./macs.ts";
import type { InputSpec, TensorShape } from "./model.ts";
import { stepOps } from "./ops/step-ops.ts";
import { readOp } from "./read-op.ts";
import type { DatasetReference, Recipe, StepShape, TraceHeader, TraceOp } from "./schema.ts";

/**
 * Checks a decoded header and returns it typed.
 * Throws an LnsimError (`invalid-value`, `missing-value`, `unknown-key`) with the path of the field.
 */
export function readHeader(value: PlainData, path: string): TraceHeader {
  const fields = readFields(value, path);
  const schema = fields.integer("schema", 1);
  if (schema !== 2) throw invalid(`${path}.schema`, schema, "2");
  const kind = fields.choice("kind", ["value", "shape"]);
  const header: TraceHeader = {
    schema: 2,
    name: fields.text("name"),
    kind,
    description: fields.text("description"),
    source: fields.texts("source"),
    ...(fields.has("input") || kind === "value" ? { input: readInput(fields.record("input")) } : {}),
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
  if (header.input === undefined && header.model.length > 0) throw missing(`${path}.input`);
  checkSteps(header, path);
  checkModel(header, path);
  return header;
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

/** The layers fit one another, and the steps are those of the layers. */
function checkModel(header: TraceHeader, path: string): void {
  const { model, input, kind } = header;
  if (model.length === 0) {
    if (kind === "value") throw invalid(`${path}.model`, [], "at least one layer");
    return;
  }
  const shapes = layerShapes(model, input!, `${path}.model`);
  if (header.loss !== undefined) requireColumnPerLabel(shapes.at(-1)!, input!, `${path}.model[${model.length - 1}]`);
  header.stepShapes.forEach((shape, s) => checkOps(shape, stepOps(model, input!, shape.batch), `${path}.stepShapes[${s}].ops`));
}

/** An image has one label, a text one a position. */
function requireColumnPerLabel(top: TensorShape, { kind, height, width }: InputSpec, path: string): void {
  const labels = kind === "tokens" ? height * width : 1;
  const positions = top.height * top.width;
  if (positions !== labels) throw misfit(path, `${positions} positions`, `${labels}, one for every label of a sample`);
}

/** The matrix products of a step have to be those of the model; how other work is told is left to who wrote the trace. */
function checkOps({ ops }: StepShape, model: readonly TraceOp[], path: string): void {
  const expected = model.filter(({ gemms }) => gemms !== undefined);
  let count = 0;
  ops.forEach((op, o) => {
    if (op.gemms === undefined) return;
    const wanted = expected[count++];
    if (op.name !== wanted?.name) throw invalid(`${path}[${o}].name`, op.name, wanted?.name ?? "no further matrix product");
    if (!isDeepStrictEqual(op.gemms, wanted.gemms)) throw invalid(`${path}[${o}].gemms`, op.gemms, `the sizes of layer ${op.layer}: ${JSON.stringify(wanted.gemms)}`);
    if (op.pass !== wanted.pass) throw invalid(`${path}[${o}].pass`, op.pass, wanted.pass);
    if (usefulMacs(op) !== usefulMacs(wanted)) throw invalid(`${path}[${o}].usefulMacs`, usefulMacs(op), String(usefulMacs(wanted)));
  });
  if (count < expected.length) throw invalid(path, `${count} matrix products`, `also ${expected[count]!.name}`);
}

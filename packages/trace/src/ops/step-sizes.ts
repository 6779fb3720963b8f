import { parameterShapes, valueCount } from "../graph/parameter-shapes.ts";
import type { LayerSpec } from "../model.ts";
import type { GemmShape, StepShape, TraceHeader, TraceOp } from "../schema.ts";
import { columnsOf, outputOf, type Site } from "./site.ts";
import { stepSites } from "./step-sites.ts";

/** What the layers of a step say of its tensors. */
export interface StepSizes {
  /** A layer in this step, by name; undefined where the trace does not know it. */
  site(layer: string): Site | undefined;
  /** Number of values of a tensor that an op reads or writes; undefined for a name that none of them has. */
  elements(tensor: string): number | undefined;
}

const known = new WeakMap<StepShape, StepSizes>();

/** The sizes of a step; worked out once for each shape. */
export function stepSizes(header: Pick<TraceHeader, "model" | "input">, shape: StepShape): StepSizes {
  const found = known.get(shape);
  if (found !== undefined) return found;
  const sites = header.input === undefined ? [] : stepSites(header.model, header.input, shape.batch);
  const byName = new Map(sites.map((site) => [site.layer.name, site]));
  const elements = new Map([...sizesByOps(shape.ops), ...sizesByModel(sites)]);
  nameContributions(shape.ops, elements);
  const sizes: StepSizes = { site: (layer) => byName.get(layer), elements: (tensor) => elements.get(tensor) };
  known.set(shape, sizes);
  return sizes;
}

/**
 * Number of values of a tensor named in an op's `reads` or `writes`, for the batch of the step. Where the header does not
 * know its layers, it is that of the operand or result of the op that names it (gathered operands: every copy counted).
 * Throws a plain Error for a name that no op has.
 */
export function tensorElements(header: Pick<TraceHeader, "model" | "input">, shape: StepShape, tensor: string): number {
  const elements = stepSizes(header, shape).elements(tensor);
  if (elements === undefined) throw new Error(`no op of the step has a tensor "${tensor}"`);
  return elements;
}

type Sizes = readonly (readonly [tensor: string, elements: number])[];

/** What the ops alone say of the tensors they name: products before other work, and their first two operands and result. */
function sizesByOps(ops: readonly TraceOp[]): Sizes {
  const others = ops.flatMap(({ elements, reads, writes }) => (elements === undefined ? [] : [...reads, ...writes].map((name) => [name, elements] as const)));
  return [...others, ...ops.flatMap(sizesByProduct)];
}

function sizesByProduct({ gemms, reads, writes }: TraceOp): Sizes {
  if (gemms === undefined) return [];
  const sum = (size: (gemm: GemmShape) => number): number => gemms.reduce((total, gemm) => total + size(gemm) * gemm.count, 0);
  const operands = [sum(({ m, k }) => m * k), sum(({ n, k }) => n * k)];
  const result = sum(({ m, n }) => m * n);
  return [...reads.slice(0, 2).map((name, i) => [name, operands[i]!] as const), ...writes.slice(0, 1).map((name) => [name, result] as const)];
}

function sizesByModel(sites: readonly Site[]): Sizes {
  const input = sites.find(({ layer }) => layer.from.includes("input"));
  const inputSize: Sizes = input === undefined ? [] : withGradient("input", valuesOf(input.operand, input.batch));
  return [...inputSize, ...sites.flatMap((site) => [...outputSizes(site), ...parameterSizes(site.layer), ...keptSizes(site)])];
}

function outputSizes({ layer, output, batch }: Site): Sizes {
  return withGradient(outputOf(layer.name), valuesOf(output, batch));
}

function parameterSizes(layer: LayerSpec): Sizes {
  return parameterShapes(layer).flatMap(({ name, shape }) => withGradient(name, valueCount(shape)));
}

/** What stands between the passes of a layer beside its output. */
function keptSizes({ layer, operand, output, batch }: Site): Sizes {
  const { name } = layer;
  switch (layer.kind) {
    case "batch-norm":
      return [[`${name}.statistics`, 2 * layer.features]];
    case "layer-norm":
      return [[`${name}.statistics`, 2 * columnsOf(operand, batch)]];
    case "dropout":
      return [[`${name}.mask`, valuesOf(output, batch)]];
    case "attention": {
      const square = columnsOf(output, 1) ** 2 * layer.heads * batch;
      return ["scores", "probabilities"].flatMap((part) => withGradient(`${name}.${part}`, square));
    }
    default:
      return [];
  }
}

/** A gradient that several layers contribute to has a tensor for each: `X.grad.READER`, of the size of X. */
function nameContributions(ops: readonly TraceOp[], elements: Map<string, number>): void {
  for (const tensor of ops.flatMap(({ reads, writes }) => [...reads, ...writes])) {
    const end = tensor.lastIndexOf(".grad.");
    const whole = end < 0 ? undefined : elements.get(tensor.slice(0, end));
    if (whole !== undefined) elements.set(tensor, whole);
  }
}

function valuesOf({ features, height, width }: Site["output"], batch: number): number {
  return features * columnsOf({ features, height, width }, batch);
}

function withGradient(name: string, elements: number): Sizes {
  return [[name, elements], [`${name}.grad`, elements]];
}

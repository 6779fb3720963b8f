import { valueCount, parameterShapes } from "../graph/parameter-shapes.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import type { TraceOp } from "../schema.ts";
import { backwardOps, passesGradientOn } from "./backward-ops.ts";
import { forwardOps } from "./forward-ops.ts";
import { GradientFlow } from "./gradient-flow.ts";
import { OpList } from "./op-list.ts";
import { columnsOf, gradientsOf, outputOf, parametersOf, type Site } from "./site.ts";
import { stepSites } from "./step-sites.ts";

/** How the forward pass ends. */
export interface StepEnd {
  /** Whether there is a loss; without one the gradient of the last output is there from the start. Default true. */
  readonly hasLoss?: boolean;
}

/**
 * The ops of one training step of `model` on a batch of `batch` samples, in the order they run: the forward pass from
 * the first layer on, the loss, then the backward pass from the last layer down (nothing below the lowest layer that
 * learns), and the updates. Throws as {@link stepSites}.
 */
export function stepOps(model: readonly LayerSpec[], input: InputSpec, batch: number, { hasLoss = true }: StepEnd = {}): readonly TraceOp[] {
  const sites = stepSites(model, input, batch);
  const list = new OpList();
  for (const site of sites) for (const op of forwardOps(site)) list.add(op);
  if (hasLoss) addLoss(list, sites.at(-1)!);
  const flow = new GradientFlow(model, input);
  addBackward(list, sites, flow);
  if (flow.isNeeded("input")) addSum(list, { name: "input", elements: input.features * columnsOf(input, batch) }, flow);
  const readers = backwardReaders(list.ops);
  for (const { layer } of sites) addUpdate(list, layer, readers);
  return list.ops;
}

function addLoss(list: OpList, { layer, output, batch }: Site): void {
  const logits = outputOf(layer.name);
  list.add({
    name: "loss",
    layer: layer.name,
    pass: "loss",
    operator: "loss",
    elements: output.features * columnsOf(output, batch),
    reads: [logits],
    writes: [`${logits}.grad`],
  });
}

function addBackward(list: OpList, sites: readonly Site[], flow: GradientFlow): void {
  for (const site of sites.toReversed()) {
    const { layer } = site;
    if (!flow.isNeeded(layer.name)) continue;
    const output = addSum(list, { name: layer.name, elements: site.output.features * columnsOf(site.output, site.batch) }, flow);
    const operand = flow.isNeeded(layer.from[0]!) ? flow.nameFor(layer.from[0]!, layer.name) : null;
    for (const op of backwardOps(site, { output, operand })) list.add(op);
    for (const source of layer.from) flow.contribute(source, passesGradientOn(layer) ? output : flow.nameFor(source, layer.name));
  }
}

/** The gradient of a layer's output (or of the input); what several readers contribute is summed first. */
function addSum(list: OpList, { name, elements }: { readonly name: string; readonly elements: number }, flow: GradientFlow): string {
  const reads = flow.contributions(name);
  if (reads.length === 1) return reads[0]!;
  const sum = `${outputOf(name)}.grad`;
  list.add({ name: `${name}.sum.dgrad`, layer: name, pass: "dgrad", operator: "add", elements, reads, writes: [sum] });
  return sum;
}

/** An update waits for the gradients and for the passes that read the old values. */
function addUpdate(list: OpList, layer: LayerSpec, readers: ReadonlyMap<string, readonly number[]>): void {
  const parameters = parametersOf(layer);
  if (parameters.length === 0) return;
  const elements = parameterShapes(layer).reduce((sum, { shape }) => sum + valueCount(shape), 0);
  list.add({
    name: `${layer.name}.update`,
    layer: layer.name,
    pass: "update",
    operator: "update",
    elements,
    reads: gradientsOf(layer),
    writes: parameters,
    waitsFor: parameters.flatMap((parameter) => readers.get(parameter) ?? []),
  });
}

/** Ids of the ops of the backward pass that read a tensor, by its name. */
function backwardReaders(ops: readonly TraceOp[]): ReadonlyMap<string, readonly number[]> {
  const readers = new Map<string, number[]>();
  for (const { id, pass, reads } of ops) {
    if (pass !== "dgrad") continue;
    for (const tensor of reads) readers.set(tensor, [...(readers.get(tensor) ?? []), id]);
  }
  return readers;
}

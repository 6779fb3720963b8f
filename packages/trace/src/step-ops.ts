import type { GemmShape, LayerSpec, Pass, StepShape, TraceOp } from "./schema.ts";

/**
 * The ops of one training step of `model` on a batch of `batch` samples, in the order they run: fprop from the first
 * layer up, the loss, then from the last layer down dgrad and wgrad (the first layer has no dgrad), and the updates.
 */
export function stepOps(model: readonly LayerSpec[], batch: number): readonly TraceOp[] {
  const ops: TraceOp[] = [];
  const add = (op: Omit<TraceOp, "id" | "name">): number => {
    ops.push({ id: ops.length, name: op.pass === "loss" ? "loss" : `${op.layer}.${op.pass}`, ...op });
    return ops.length - 1;
  };

  let ready: number[] = [];
  model.forEach((layer, i) => {
    ready = [add({ ...gemmOp(layer, "fprop", batch), b: inputOf(model, i), out: `${layer.name}.out`, after: ready })];
  });

  const top = model.at(-1)!;
  let gradient = add({
    layer: top.name,
    pass: "loss",
    elements: top.outputs * batch,
    a: `${top.name}.out`,
    out: `${top.name}.out.grad`,
    after: ready,
  });

  const complete: number[][] = [];
  for (let i = model.length - 1; i >= 0; i--) {
    const above = gradient;
    if (i > 0) gradient = add(dgradOp(model, i, batch, above));
    const wgrad = add(wgradOp(model, i, batch, above));
    complete[i] = i > 0 ? [gradient, wgrad] : [wgrad];
  }

  model.forEach((layer, i) => {
    const elements = layer.inputs * layer.outputs + (layer.bias ? layer.outputs : 0);
    const tensors = { a: `${layer.name}.weight.grad`, out: `${layer.name}.weight` };
    add({ layer: layer.name, pass: "update", elements, ...tensors, after: complete[i]! });
  });
  return ops;
}

/** The distinct steps of an epoch of `samples`, cut into batches, over `epochs`; the last batch may be smaller. */
export function stepShapes(
  model: readonly LayerSpec[],
  sizes: { readonly samples: number; readonly batchSize: number; readonly epochs: number },
): readonly StepShape[] {
  const { samples, batchSize, epochs } = sizes;
  const whole = Math.floor(samples / batchSize);
  const rest = samples % batchSize;
  const shapes: StepShape[] = [];
  if (whole > 0) shapes.push({ batch: batchSize, count: whole * epochs, ops: stepOps(model, batchSize) });
  if (rest > 0) shapes.push({ batch: rest, count: epochs, ops: stepOps(model, rest) });
  return shapes;
}

function gemmOp(layer: LayerSpec, pass: Pass, batch: number): Omit<TraceOp, "id" | "name" | "after"> {
  const gemm: GemmShape = { m: layer.outputs, n: batch, k: layer.inputs };
  return { layer: layer.name, pass, gemm, a: `${layer.name}.weight`, activation: layer.activation, bias: layer.bias };
}

function dgradOp(model: readonly LayerSpec[], i: number, batch: number, above: number): Omit<TraceOp, "id" | "name"> {
  const layer = model[i]!;
  const below = model[i - 1]!;
  return {
    layer: layer.name,
    pass: "dgrad",
    gemm: { m: layer.inputs, n: batch, k: layer.outputs },
    a: `${layer.name}.weight`,
    b: `${layer.name}.out.grad`,
    out: `${below.name}.out.grad`,
    activation: below.activation,
    after: [above],
  };
}

function wgradOp(model: readonly LayerSpec[], i: number, batch: number, above: number): Omit<TraceOp, "id" | "name"> {
  const layer = model[i]!;
  return {
    layer: layer.name,
    pass: "wgrad",
    gemm: { m: layer.inputs, n: layer.outputs, k: batch },
    a: inputOf(model, i),
    b: `${layer.name}.out.grad`,
    out: `${layer.name}.weight.grad`,
    bias: layer.bias,
    after: [above],
  };
}

function inputOf(model: readonly LayerSpec[], i: number): string {
  return i === 0 ? "input" : `${model[i - 1]!.name}.out`;
}

import type { TensorUse, VectorOp } from "@lnsim/hardware";
import type { LayerSpec, TraceOp } from "@lnsim/trace";
import type { LoweredStep } from "./lowered-step.ts";
import { argmaxOf } from "./argmax.ts";
import { reductionOf, statisticsOf } from "./norm-reduction.ts";
import { passResult } from "./pass-result.ts";
import { mostReads, stagesOf } from "./pass-stages.ts";
import { quantisePass } from "./quantise-pass.ts";
import { externalReads, type StoredTensors } from "./stored-tensors.ts";

/** What work between matrix products is lowered with. */
export interface PassContext {
  readonly tensors: StoredTensors;
  readonly lowered: LoweredStep;
  /** The layers that the trace knows, by name. */
  readonly layers: ReadonlyMap<string, LayerSpec>;
}

/** One trip over stored tensors that does all ops of a group, with the reduction in front that a norm needs, and the quantisation behind. */
export function lowerPass(context: PassContext, group: readonly TraceOp[]): void {
  const { lowered, tensors } = context;
  const first = group[0]!;
  const ids = group.map(({ id }) => id);
  const pass = first.pass as VectorOp["pass"];
  let after = lowered.after(group.flatMap((op) => op.after));
  for (const statistics of statisticsOf(context, first)) after = [...after, lowered.add({ kind: "vector", pass, after, ...statistics })];
  const reduction = reductionOf(context, first);
  if (reduction !== null) {
    after = [lowered.add({ kind: "vector", pass, after, ...reduction.pass })];
    lowered.finish(ids, after);
    if (reduction.isAll) return;
  }
  const side = group.flatMap((op) => (op.pass === "fprop" ? argmaxOf(context, op) : []));
  const { stages, writes, isQuantisedBehind } = passResult(tensors, group.at(-1)!, side.length);
  const all = [...group.flatMap((op) => stagesOf({ op, layer: context.layers.get(op.layer), elements: (tensor) => tensors.elements(tensor) })), ...stages];
  const reads = [...readsOfGroup(context, group), ...(reduction === null ? [] : [reduction.sums])];
  while (reads.length > mostReads) after = [...after, addPart(context, reads, { name: first.name, pass, after })];
  const trip = lowered.add({
    kind: "vector",
    name: reduction === null ? first.name : `${first.name}[apply]`,
    pass,
    stages: all,
    elements: Math.max(...all.map(({ elements, results = 0 }) => Math.max(elements, results))),
    reads,
    writes: [...writes, ...side],
    after,
  });
  lowered.finish(ids, [trip]);
  if (!isQuantisedBehind) return;
  const result = group.at(-1)!.writes[0]!;
  lowered.finish(ids, [lowered.add(quantisePass(tensors, result, { name: first.name, pass, after: [trip] }))]);
}

/** Adds up the first of too many tensors, and puts their sum in their place. */
function addPart({ lowered }: PassContext, reads: TensorUse[], { name, pass, after }: Pick<VectorOp, "name" | "pass" | "after">): number {
  const parts = reads.splice(0, mostReads);
  const { elements } = parts[0]!;
  const sum: TensorUse = { name: `${parts[0]!.name}.sum`, elements, storedAs: "spill" };
  reads.unshift(sum);
  const stages = parts.slice(1).map(() => ({ operation: "add", elements }) as const);
  return lowered.add({ kind: "vector", name: `${name}[sum]`, pass, stages, elements, reads: parts, writes: [sum], after });
}

/** Every tensor once, in the form in which the group finds it; which element of a window was the largest; gradients of a table that add up. */
function readsOfGroup(context: PassContext, group: readonly TraceOp[]): readonly TensorUse[] {
  const { tensors } = context;
  const found = externalReads(group).map((read) => tensors.find(read));
  for (const op of group) {
    if (op.pass === "dgrad") found.push(...argmaxOf(context, op));
    if (op.operator !== "embedding") continue;
    if (op.pass === "dgrad") found.push({ ...tensors.values(op.writes[0]!), elements: op.elements! });
    else found.splice(found.findIndex(({ storedAs }) => storedAs === "weights"), 1, { ...tensors.parameter(op.reads[1]!), elements: op.elements! });
  }
  return [...new Map(found.map((use) => [use.name, use])).values()];
}

import type { TraceOp } from "@lnsim/trace";
import { mostReads } from "./pass-stages.ts";
import { readersOf, readsOf } from "./tensor-reads.ts";

/** Operations that take each element as it comes, so that they can be done on the trip that makes it. */
const pointwise: ReadonlySet<string> = new Set(["relu", "leaky-relu", "gelu", "dropout", "add", "position.fprop"]);

/** Operations that leave no stream of elements to go on with. */
const sinks: ReadonlySet<string> = new Set(["embedding.dgrad", "position.dgrad"]);

/**
 * The ops in groups: matrix products and updates alone, other work together as far as one pass over stored tensors does it.
 * An op joins the group in front when it is pointwise, nothing else reads what it goes on with, and the pass reads no more than
 * {@link mostReads} tensors. A group stands where its last op stood.
 */
export function passGroups(ops: readonly TraceOp[]): readonly (readonly TraceOp[])[] {
  const readers = readersOf(ops);
  const writers = writersOf(ops);
  const dependents = dependentsOf(ops);
  const groups = new Map<number, readonly TraceOp[]>();
  for (const op of ops) {
    let group: readonly TraceOp[] = [op];
    for (const tensor of isPointwise(op) ? valuesOf(op) : []) {
      const [writer, ...others] = writers.get(tensor) ?? [];
      if (writer === undefined || others.length > 0 || readers.get(tensor)!.length > 1 || !canGoOn(writer, tensor)) continue;
      const joined = [...groups.get(writer.id)!, ...group].toSorted((a, b) => a.id - b.id);
      const isFree = joined.every(({ id }) => dependents.get(id)!.every((dependent) => dependent.id >= op.id || joined.includes(dependent)));
      if (isFree && readCount(joined) <= mostReads && sideResults(joined) <= 1) group = joined;
    }
    for (const { id } of group) groups.set(id, group);
  }
  return ops.map(({ id }) => groups.get(id)!).filter((group, place) => group.at(-1) === ops[place]);
}

function valuesOf(op: TraceOp): readonly string[] {
  return readsOf(op).filter(({ as }) => as === "value").map(({ tensor }) => tensor);
}

/** Tensors that a pass of these ops reads. */
function readCount(group: readonly TraceOp[]): number {
  const own = new Set(group.flatMap(({ writes }) => writes));
  const reads = new Set(group.flatMap(readsOf).filter(({ tensor }) => !own.has(tensor)).map(({ tensor, as }) => `${as} ${tensor}`));
  const kept = group.filter(({ operator, pass }) => pass === "dgrad" && (operator === "max-pool" || operator === "batch-norm" || operator === "layer-norm"));
  return reads.size + kept.length;
}

/** Tensors that a pass of these ops leaves beside its result. */
function sideResults(group: readonly TraceOp[]): number {
  return group.filter(({ operator, pass }) => operator === "max-pool" && pass === "fprop").length;
}

function isPointwise({ operator, pass }: TraceOp): boolean {
  return pointwise.has(operator) || pointwise.has(`${operator}.${pass}`);
}

function canGoOn({ gemms, operator, pass, writes }: TraceOp, tensor: string): boolean {
  return gemms === undefined && pass !== "update" && pass !== "loss" && writes[0] === tensor && !sinks.has(`${operator}.${pass}`);
}

function dependentsOf(ops: readonly TraceOp[]): ReadonlyMap<number, readonly TraceOp[]> {
  const dependents = new Map<number, TraceOp[]>(ops.map(({ id }) => [id, []]));
  for (const op of ops) for (const before of op.after) dependents.get(before)?.push(op);
  return dependents;
}

function writersOf(ops: readonly TraceOp[]): ReadonlyMap<string, readonly TraceOp[]> {
  const writers = new Map<string, TraceOp[]>();
  for (const op of ops) for (const tensor of op.writes) writers.set(tensor, [...(writers.get(tensor) ?? []), op]);
  return writers;
}

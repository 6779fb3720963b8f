import type { PeDescription } from "../../description/description.ts";
import type { ProductPlace, UpdatePlace, WorkMoment, WorkPlace } from "../../machine/work-place.ts";
import type { GemmOp, Op } from "../../workload/operation.ts";
import { updateUnitShape } from "../blocks/update-unit/state.ts";
import { declareVectorMac } from "../blocks/vector-mac/state.ts";
import { gemmGeometry } from "../tiling/gemm-geometry.ts";

const mac = declareVectorMac(1).slot;
const { slot: unit, nest } = updateUnitShape;

/** What the vector MAC of a single PE, or its weight-update unit, works on in a cycle in which it does. */
export function peWorkAt(description: PeDescription, ops: readonly Op[], at: WorkMoment): WorkPlace | null {
  const kind = at.kernel.machine.blocks[at.block]!.kind.shape.declaration.kind;
  if (kind === "vectorMac") return productAt(description, ops, at);
  return kind === updateUnitShape.declaration.kind ? updateAt(description, ops, at) : null;
}

/** The set of lane registers is changed at the beginning of every slot. */
function productAt(description: PeDescription, ops: readonly Op[], { kernel, block, counted }: WorkMoment): ProductPlace | null {
  const slot = counted("laneRegisters", "swaps") - 1;
  const left = kernel.state[kernel.base(block) + mac.left]!;
  let before = 0;
  for (const op of ops) {
    if (op.kind !== "gemm") continue;
    const { mTiles, nTiles, kSlices } = gemmGeometry(description, op);
    const slots = mTiles * nTiles * kSlices;
    const product = Math.floor((slot - before) / slots);
    if (product < (op.count ?? 1)) return placeInProduct(description, op, { product, slot: slot - before - product * slots, left });
    before += slots * (op.count ?? 1);
  }
  return null;
}

/** Loops over lane groups, column groups and slices, from the outermost. */
function placeInProduct({ pe, collector }: PeDescription, op: GemmOp, { product, slot, left }: { readonly product: number; readonly slot: number; readonly left: number }): ProductPlace {
  const slices = Math.ceil(op.k / pe.vectorSize);
  const groups = Math.ceil(op.n / collector.depth);
  const slice = slot % slices;
  const columns = range(Math.floor(slot / slices) % groups, collector.depth, op.n);
  return {
    kind: "product",
    op,
    product,
    rows: range(Math.floor(slot / slices / groups), pe.lanes, op.m),
    column: columns.to - left - 1,
    terms: range(slice, pe.vectorSize, op.k),
    isFirstSlice: slice === 0,
    isLastSlice: slice === slices - 1,
    tileK: op.k,
  };
}

function range(index: number, size: number, extent: number): { readonly from: number; readonly to: number } {
  return { from: index * size, to: Math.min((index + 1) * size, extent) };
}

/** Passes are counted when they begin, by their elements. */
function updateAt({ update }: PeDescription, ops: readonly Op[], { kernel, block, counted }: WorkMoment): UpdatePlace | null {
  const { state } = kernel;
  const base = kernel.base(block);
  let begun = counted("updateUnit", "update.");
  const op = ops.find((other) => other.kind === "update" && (begun -= other.elements) <= 0);
  if (op?.kind !== "update" || state[base + unit.working] === 0) return null;
  const chunk = state[base + nest.chunks]!;
  const isLast = kernel.remaining(block, nest.chunks) === 1;
  const done = state[base + (isLast ? unit.lastCycles : unit.fullCycles)]! - state[base + unit.cyclesLeft]! - 1;
  const first = chunk * update.chunkElements;
  const end = first + state[base + (isLast ? unit.lastElements : unit.fullElements)]!;
  const from = first + done * update.elementsPerCycle;
  return { kind: "update", op, elements: { from, to: Math.min(from + update.elementsPerCycle, end) } };
}

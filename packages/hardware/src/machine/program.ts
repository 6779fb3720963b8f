import { operationFields, opKinds, type OperationRow } from "../blocks/sequencer/program.ts";
import { passKinds, tileFlags } from "../blocks/ppu/state.ts";
import { gemmGeometry } from "../tiling/gemm-geometry.ts";
import { isLossRequantised, updateBits } from "../tiling/passes-of.ts";
import { portCyclesA } from "../tiling/slot.ts";
import type { GemmOp, LossOp, Op, UpdateOp } from "../workload/operation.ts";
import { passes } from "../workload/pass.ts";
import type { PeDescription } from "./description.ts";

/** A step as the sequencer runs it. */
export interface Program {
  readonly rows: readonly OperationRow[];
  /** Indices of the ops that others depend on; each row names a run of them. */
  readonly dependencies: readonly number[];
}

const emptyRow = Object.fromEntries(operationFields.map((name) => [name, 0])) as OperationRow;

/** Lowers ops, which have been checked, to the sequencer's op table. */
export function lowerProgram(description: PeDescription, ops: readonly Op[]): Program {
  const indexOf = new Map(ops.map((op, index) => [op.id, index]));
  const dependencies: number[] = [];
  const rows = ops.map((op) => {
    const first = dependencies.length;
    for (const id of op.after) dependencies.push(indexOf.get(id)!);
    return { ...emptyRow, ...lower(description, op), pass: passes.indexOf(op.pass), dependencies: first, dependencyCount: op.after.length };
  });
  return { rows, dependencies };
}

function lower(description: PeDescription, op: Op): Partial<OperationRow> {
  if (op.kind === "gemm") return lowerGemm(description, op);
  if (op.kind === "vector") throw new Error(`${op.name}: this machine has no passes between matrix products`);
  return op.kind === "loss" ? lowerLoss(description, op) : lowerUpdate(description, op);
}

function lowerGemm(description: PeDescription, op: GemmOp): Partial<OperationRow> {
  const g = gemmGeometry(description, op);
  const { mTiles, mEdge, nTiles, nEdge, kSlices, kEdge, bitsA, bitsB, memoryBitsA, bitsOut, maskBits } = g;
  const activate = op.activation === true ? tileFlags.activate : 0;
  const quantise = g.quantisedAtDrain ? tileFlags.quantise : 0;
  const reduce = g.requantised ? tileFlags.reduce : 0;
  return {
    kind: opKinds.gemm,
    mTiles,
    mEdge,
    nTiles,
    nEdge,
    kSlices,
    kEdge,
    bitsA,
    bitsB,
    memoryBitsA,
    bitsOut,
    portCyclesA: portCyclesA(description, bitsA),
    reusesA: g.planA.reused ? 1 : 0,
    unitA: g.planA.unitSlices,
    reusesB: g.planB.reused ? 1 : 0,
    unitB: g.planB.unitSlices,
    tileFlags: activate + quantise + reduce + (maskBits > 0 ? tileFlags.mask : 0),
    maskBits,
    ...(g.requantised ? second(description, op.m * op.n, g.bitsCode) : {}),
  };
}

function lowerLoss(description: PeDescription, op: LossOp): Partial<OperationRow> {
  const { spill, gradients } = description.formats;
  const requantised = isLossRequantised(description);
  return {
    kind: opKinds.loss,
    firstElements: op.elements,
    firstKind: passKinds.indexOf(requantised ? "lossSpilled" : "lossQuantised"),
    firstReadBits: spill.bits,
    firstWriteBits: requantised ? spill.bits : gradients.bits,
    ...(requantised ? second(description, op.elements, gradients.bits) : {}),
  };
}

function lowerUpdate(description: PeDescription, op: UpdateOp): Partial<OperationRow> {
  const bits = updateBits(description, op);
  return { kind: opKinds.update, firstElements: op.elements, firstReadBits: bits.read, firstWriteBits: bits.write };
}

function second(description: PeDescription, elements: number, codeBits: number): Partial<OperationRow> {
  return { secondElements: elements, secondReadBits: description.formats.spill.bits, secondWriteBits: codeBits };
}

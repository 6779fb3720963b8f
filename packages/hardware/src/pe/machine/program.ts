import { operationFields, opKinds, type OperationRow } from "../blocks/sequencer/program.ts";
import type { PassPlan } from "../blocks/ppu/pass-table.ts";
import { tileFlags } from "../blocks/ppu/state.ts";
import { gemmGeometry } from "../tiling/gemm-geometry.ts";
import { updateBits, vectorPass } from "../tiling/passes-of.ts";
import { portCyclesA } from "../tiling/slot.ts";
import { passBits } from "../../vector/pass-bits.ts";
import { stageActions } from "../../vector/stage-actions.ts";
import type { GemmOp, Op, UpdateOp, VectorOp } from "../../workload/operation.ts";
import { passes } from "../../workload/pass.ts";
import type { PeDescription } from "../../description/description.ts";

/** A step as the sequencer runs it. */
export interface Program {
  readonly rows: readonly OperationRow[];
  /** Indices of the ops that others depend on; each row names a run of them. */
  readonly dependencies: readonly number[];
  /** The passes of the PPU; rows name them by their place. */
  readonly passPlans: readonly PassPlan[];
}

const emptyRow = Object.fromEntries(operationFields.map((name) => [name, 0])) as OperationRow;

/** Lowers ops, which have been checked and are single products, to the sequencer's op table. */
export function lowerProgram(description: PeDescription, ops: readonly Op[]): Program {
  const indexOf = new Map(ops.map((op, index) => [op.id, index]));
  const dependencies: number[] = [];
  const passPlans: PassPlan[] = [];
  const rows = ops.map((op) => {
    const first = dependencies.length;
    for (const id of op.after) dependencies.push(indexOf.get(id)!);
    const row = { ...emptyRow, ...lower(description, op), pass: passes.indexOf(op.pass), dependencies: first, dependencyCount: op.after.length };
    return op.kind === "vector" ? { ...row, passRow: passPlans.push(planOf(description, op)) - 1 } : row;
  });
  return { rows, dependencies, passPlans };
}

function lower(description: PeDescription, op: Op): Partial<OperationRow> {
  switch (op.kind) {
    case "gemm":
      return lowerGemm(description, op);
    case "vector":
      return lowerVector(description, op);
    case "update":
      return lowerUpdate(description, op);
  }
}

function lowerGemm(description: PeDescription, op: GemmOp): Partial<OperationRow> {
  const { mTiles, mEdge, nTiles, nEdge, kSlices, kEdge, bitsA, bitsB, memoryBitsA, memoryBitsB, bitsOut, maskBits, planA, planB } = gemmGeometry(description, op);
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
    memoryBitsB,
    bitsOut,
    portCyclesA: portCyclesA(description, bitsA),
    reusesA: planA.reused ? 1 : 0,
    unitA: planA.unitSlices,
    reusesB: planB.reused ? 1 : 0,
    unitB: planB.unitSlices,
    tileFlags: drainFlagsOf(op) + (maskBits > 0 ? tileFlags.mask : 0),
    maskBits,
  };
}

/** What the PPU makes of the results, as a sum of `tileFlags`. */
function drainFlagsOf({ activation, output, maximum, statistics }: GemmOp): number {
  return (
    (activation === true ? tileFlags.activate : 0) +
    (output === "spill" ? 0 : tileFlags.quantise) +
    (maximum === true ? tileFlags.maximum : 0) +
    (statistics === true ? tileFlags.statistics : 0)
  );
}

function lowerVector({ formats }: PeDescription, op: VectorOp): Partial<OperationRow> {
  const bits = passBits(formats, op);
  return { kind: opKinds.vector, elements: op.elements, readBits: bits.read, writeBits: bits.write };
}

function planOf(description: PeDescription, op: VectorOp): PassPlan {
  const { full, last } = vectorPass(description, op);
  return { fullCycles: full.cycles, lastCycles: last.cycles, actions: stageActions(op.stages) };
}

function lowerUpdate(description: PeDescription, op: UpdateOp): Partial<OperationRow> {
  const bits = updateBits(description, op);
  return { kind: opKinds.update, elements: op.elements, readBits: bits.read, writeBits: bits.write };
}

import type { PeDescription } from "../../description/description.ts";
import type { GemmOp } from "../../workload/operation.ts";
import { rolesByPass } from "../../workload/role.ts";
import { codeBits, storedBits } from "../../vector/pass-bits.ts";
import { planOperand, type OperandPlan } from "./operand-plan.ts";

/** A matrix product cut into tiles of lanes x depth outputs and slices of vectorSize terms. `edge` is the size of the last one. */
export interface GemmGeometry {
  readonly mTiles: number;
  readonly mEdge: number;
  readonly nTiles: number;
  readonly nEdge: number;
  readonly kSlices: number;
  readonly kEdge: number;
  /** Bits of one element of A and B in their buffers. */
  readonly bitsA: number;
  readonly bitsB: number;
  /** The same in memory, with their share of a scale; of A more, too, where weights are rounded on load. */
  readonly memoryBitsA: number;
  readonly memoryBitsB: number;
  /** Bits of one result as the drain stores it. */
  readonly bitsOut: number;
  /** Bits of the stored activation that is read for every result to mask it; 0 where nothing is masked. */
  readonly maskBits: number;
  readonly planA: OperandPlan;
  readonly planB: OperandPlan;
}

/**
 * Cuts a matrix product into the tiles and slices of the reference loop nest: for m by lanes, for n by collector depth,
 * for k by vectorSize.
 */
export function gemmGeometry(description: PeDescription, op: GemmOp): GemmGeometry {
  const { pe, collector, formats, update } = description;
  const roles = rolesByPass[op.pass];
  const [mTiles, mEdge] = cut(op.m, pe.lanes);
  const [nTiles, nEdge] = cut(op.n, collector.depth);
  const [kSlices, kEdge] = cut(op.k, pe.vectorSize);
  const storedA = op.a?.storedAs ?? roles.a;
  const storedB = op.b?.storedAs ?? roles.b;
  const bitsA = codeBits(formats, storedA);
  const bitsB = codeBits(formats, storedB);
  const depth = kSlices * pe.vectorSize;
  return {
    mTiles,
    mEdge,
    nTiles,
    nEdge,
    kSlices,
    kEdge,
    bitsA,
    bitsB,
    memoryBitsA: storedA === "weights" && update.weightView === "rounded-on-load" ? formats.update.bits : storedBits(formats, storedA),
    memoryBitsB: storedBits(formats, storedB),
    bitsOut: storedBits(formats, op.out?.storedAs ?? (op.output === "spill" ? "spill" : roles.out)),
    maskBits: op.pass === "dgrad" && op.activation === true ? formats.activations.bits : 0,
    planA: planOperand({
      halfBits: description.bufferA.sizeBytes * 4,
      blockBits: Math.min(op.m, pe.lanes) * depth * bitsA,
      blockSlices: kSlices,
      sliceBits: Math.min(op.m, pe.lanes) * pe.vectorSize * bitsA,
    }),
    planB: planOperand({
      halfBits: description.bufferB.sizeBytes * 4,
      blockBits: op.n * depth * bitsB,
      blockSlices: kSlices * nTiles,
      sliceBits: Math.min(op.n, collector.depth) * pe.vectorSize * bitsB,
    }),
  };
}

function cut(size: number, part: number): readonly [parts: number, edge: number] {
  const parts = Math.ceil(size / part);
  return [parts, size - (parts - 1) * part];
}
